using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Messages;

[Collection<ClusterCollection>]
public sealed class SendTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewRooms.Somebody();

    [Fact]
    public async Task Numbers_have_no_gaps_and_count_the_main_list()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var sent = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => room.Say(owner, $"message {i}")));
        Assert.Equal(Enumerable.Range(3, 100).Select(i => (long)i), sent.Select(m => m.Seq).Order());
        Assert.All(sent, m => Assert.Equal(m.Seq - 2, m.N));
        Assert.Equal(Enumerable.Range(1, 102).Select(i => (long)i), (await room.Log()).Select(e => e.Seq));
    }

    [Fact]
    public async Task A_repeat_at_the_same_time_finds_the_one_message()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var id = Guid.CreateVersion7().ToString();
        var sent = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => room.Send(owner, "once", id)));
        Assert.Equal(99, sent.Count(s => s.Replayed));
        Assert.Equal([3L], sent.Select(s => s.Require().Seq).Distinct());
        Assert.Equal(["once"], sent.Select(s => s.Require().Text).Distinct());
        Assert.Equal(3, (await room.Log()).Count);
    }

    [Theory]
    [InlineData("my-own-id.1")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057")]
    public async Task A_repeat_after_a_restart_finds_the_first_answer(string clientId)
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var first = await room.Send(owner, "once", clientId);
        for (var i = 0; i < 300; i++)
        {
            await room.Say(owner, "noise");
        }

        await cluster.DeactivateAsync(room.Grain);
        var again = await room.Send(owner, "once", clientId);
        Assert.True(again.Replayed);
        Assert.Equal(first.Require().Seq, again.Require().Seq);
        Assert.Equal(ChatErrors.ClientIdReused, (await room.Send(owner, "twice", clientId)).Error);
        Assert.False((await room.Send(owner, "once", clientId + "2")).Replayed);
    }

    [Fact]
    public async Task The_id_of_a_deleted_message_is_not_used_again()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var first = (await room.Send(owner, "once", "an-id")).Require();
        await room.Messages.Erase(owner, first.Seq);
        await cluster.DeactivateAsync(room.Grain);
        var again = await room.Send(owner, "once", "an-id");
        Assert.True(again is { Replayed: true, Value: { Deleted: true, Text: null } });
        Assert.Equal(first.Seq, again.Require().Seq);
    }

    [Fact]
    public async Task What_was_said_survives_a_restart()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var first = await room.Say(owner, "first");
        await cluster.DeactivateAsync(room.Grain);
        var second = await room.Say(owner, "second");
        Assert.Equal((first.Seq + 1, first.N + 1), (second.Seq, second.N));
        Assert.Equal(["first", "second"], (await room.History(owner)).Items.Select(m => m.Text));
    }

    [Fact]
    public async Task A_member_who_sends_too_fast_waits_and_a_moderator_does_not()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var member = NewRooms.Somebody();
        await room.Members.Join(member);
        for (var i = 0; i < 10; i++)
        {
            await room.Say(member, "fast");
        }

        var refused = (await room.Send(member, "too fast")).Error;
        Assert.Equal(("too-fast", TimeSpan.FromSeconds(1)), (refused?.Code, refused?.RetryAfter));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await room.Say(member, "again");
        for (var i = 0; i < 20; i++)
        {
            await room.Say(owner, "as fast as I like");
        }
    }

    [Fact]
    public async Task Slow_mode_lets_a_member_speak_now_and_then()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var member = NewRooms.Somebody();
        await room.Members.Join(member);
        (await room.Grain.Change(owner, new RoomChange { SlowModeSeconds = 60 }, null)).Require();
        await room.Say(member, "one");
        cluster.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(("slow-mode", TimeSpan.FromSeconds(1)), (await room.Send(member, "two")) is { Error: { } e } ? (e.Code, e.RetryAfter!.Value) : default);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await room.Say(member, "two");
        await room.Say(owner, "one");
        await room.Say(owner, "two");
    }

    [Fact]
    public async Task Refusals_come_in_their_order()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var member = NewRooms.Somebody();
        Assert.Equal(ChatErrors.RoomNotFound, (await room.Send(member, "")).Error);
        await room.Members.Join(member);
        await room.Members.Mute(owner, new Sanction(member, null, "noise"));
        (await room.Grain.Change(owner, new RoomChange { Archived = true, SlowModeSeconds = 10 }, null)).Require();
        Assert.Equal(ChatErrors.Archived, (await room.Send(member, "")).Error);
        (await room.Grain.Change(owner, new RoomChange { Archived = false }, null)).Require();
        Assert.Equal("muted", (await room.Send(member, "")).Error?.Code);
        await room.Members.Unmute(owner, member);
        await room.Say(member, "hello");
        Assert.Equal("slow-mode", (await room.Send(member, "")).Error?.Code);
        cluster.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ChatErrors.TextInvalid, (await room.Send(member, "")).Error);
        Assert.Equal(ChatErrors.MessageNotFound, (await room.Send(member, "to nobody", replyTo: 99)).Error);
    }

    [Fact]
    public async Task A_failed_append_ends_the_activation_and_nothing_of_it_is_seen()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Say(owner, "first");
        await JournalThief.Take(cluster, room.Id);
        await cluster.EndsAsync(room.Grain, () => Assert.ThrowsAnyAsync<Exception>(() => room.Send(owner, "lost")));
        var second = await room.Say(owner, "second");
        Assert.Equal(5, second.Seq);
        Assert.DoesNotContain("lost", (await room.History(owner)).Items.Select(m => m.Text));
    }

    [Fact]
    public async Task Who_is_blocked_cannot_write_to_who_blocks()
    {
        var other = NewRooms.Somebody();
        var room = await cluster.Grains.OpenConversation(owner, other);
        await room.Say(owner, "hello");
        var blocking = cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(other));
        (await blocking.Block(owner)).Require();
        Assert.Equal(ChatErrors.Blocked, (await room.Send(owner, "hello?")).Error);
        await room.Say(other, "I may");
        await blocking.Unblock(owner);
        await room.Say(owner, "hello again");
    }
}
