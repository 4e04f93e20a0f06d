using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Messages;

/// <summary>Each reason to refuse a message stands before all that follow it, and moderators are bound by those alone that are theirs too.</summary>
[Collection<ClusterCollection>]
public sealed class RefusalOrderTests(ClusterFixture cluster)
{
    private static readonly string[] Order = ["room-not-found", "room-archived", "muted", "slow-mode", "too-fast", "text-invalid", "word-blocked"];
    private static readonly string[] NotForModerators = ["slow-mode", "too-fast"];

    private readonly UserId owner = NewRooms.Somebody();
    private readonly UserId sender = NewRooms.Somebody();

    public static TheoryData<int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<int, bool>();
            for (var first = 0; first <= Order.Length; first++)
            {
                cases.Add(first, false);
                cases.Add(first, true);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task The_first_reason_in_order_is_the_answer(int first, bool moderates)
    {
        var reasons = Order.Skip(first).Where(reason => !moderates || !NotForModerators.Contains(reason)).ToHashSet();
        var room = await cluster.Grains.MakeRoom(owner);
        await room.Members.Join(sender);
        if (moderates)
        {
            (await room.Members.SetRole(owner, sender, RoomRole.Moderator)).Require();
        }

        (await room.Moderation.SetWords(owner, [new WordRule("bad", WordAction.Block)])).Require();
        await Sent(room, moderates || reasons.Contains("too-fast") ? 10 : reasons.Contains("slow-mode") ? 1 : 0);
        (await room.Grain.Change(owner, new RoomChange { SlowModeSeconds = reasons.Contains("slow-mode") || moderates ? 60 : 0 }, null)).Require();
        if (reasons.Contains("muted"))
        {
            (await room.Members.Mute(owner, new Sanction(sender, null, null))).Require();
        }

        if (reasons.Contains("room-archived"))
        {
            (await room.Grain.Change(owner, new RoomChange { Archived = true }, null)).Require();
        }

        if (reasons.Contains("room-not-found"))
        {
            (await room.Members.Leave(sender, null)).Require();
        }

        var answer = await room.Send(sender, $"{(reasons.Contains("word-blocked") ? "bad" : "good")}{(reasons.Contains("text-invalid") ? "\u0007" : "")}");
        Assert.Equal(Order.FirstOrDefault(reasons.Contains), answer.Error?.Code);
        Assert.Equal(answer.Error?.Kind == ErrorKind.TooMany, answer.Error?.RetryAfter is not null);
    }

    private async Task Sent(ChatRoom room, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await room.Say(sender, "hello");
        }
    }
}
