using System.Security.Cryptography;
using System.Text;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Hooks;

[Collection<ClusterCollection>]
public sealed class HookTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewRooms.Somebody();

    [Fact]
    public async Task A_hook_posts_under_its_name_or_another_and_once_under_one_id()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var hook = await Hook(room);
        var posted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => room.Hooks.Post(Of(hook, "built", "an-id"))));
        Assert.Single(posted, answer => !answer.Replayed);
        await cluster.DeactivateAsync(room.Grain);
        Assert.True((await room.Hooks.Post(Of(hook, "built", "an-id"))).Replayed);
        Assert.Equal(ChatErrors.ClientIdReused, (await room.Hooks.Post(Of(hook, "failed", "an-id"))).Error);
        (await room.Hooks.Post(Of(hook, "deployed", "another") with { Username = "Deploys" })).Require();
        var shown = (await room.History(owner)).Items;
        Assert.Equal([("built", "Builds"), ("deployed", "Deploys")], shown.Select(m => (m.Text, m.Hook)));
        Assert.All(shown, m => Assert.Equal(hook.Id, m.By!.Value.Value.ToString("N")));
    }

    [Fact]
    public async Task A_wrong_secret_a_foreign_room_and_an_ended_hook_are_not_there()
    {
        var (room, other) = (await cluster.Grains.MakeRoom(owner), await cluster.Grains.MakeRoom(owner));
        var hook = await Hook(room);
        Assert.Equal(ChatErrors.HookNotFound, (await room.Hooks.Post(Of(hook, "hello") with { SecretHash = HashOf("wrong") })).Error);
        Assert.Equal(ChatErrors.HookNotFound, (await other.Hooks.Post(Of(hook, "hello"))).Error);
        (await room.Hooks.RemoveHook(owner, hook.Id)).Require();
        (await room.Hooks.RemoveHook(owner, hook.Id)).Require();
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(ChatErrors.HookNotFound, (await room.Hooks.Post(Of(hook, "hello"))).Error);
    }

    [Fact]
    public async Task A_hook_that_posts_too_fast_waits_and_slow_mode_does_not_bind_it()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        (await room.Grain.Change(owner, new RoomChange { SlowModeSeconds = 60 }, null)).Require();
        var hook = await Hook(room);
        for (var i = 0; i < 10; i++)
        {
            (await room.Hooks.Post(Of(hook, "fast"))).Require();
        }

        Assert.Equal("too-fast", (await room.Hooks.Post(Of(hook, "too fast"))).Error?.Code);
        (await room.Grain.Change(owner, new RoomChange { Archived = true }, null)).Require();
        Assert.Equal(ChatErrors.Archived, (await room.Hooks.Post(Of(hook, "late"))).Error);
    }

    [Fact]
    public async Task Admins_make_twenty_hooks_and_the_secret_is_told_to_a_repeat_alone()
    {
        var (room, member) = (await cluster.Grains.MakeRoom(owner), NewRooms.Somebody());
        await room.Members.Join(member);
        Assert.Equal(ChatErrors.NotAllowed, (await room.Hooks.AddHook(new NewHook(member, "Mine", null))).Error);
        var operation = OperationId.From("user", "route", "key", "body"u8);
        var first = (await room.Hooks.AddHook(new NewHook(owner, "Builds", operation))).Require();
        await cluster.DeactivateAsync(room.Grain);
        Assert.Equal(first.Secret, (await room.Hooks.AddHook(new NewHook(owner, "Builds", operation))).Require().Secret);
        for (var i = 1; i < ChatLimits.Hooks; i++)
        {
            await Hook(room);
        }

        Assert.Equal(ChatErrors.TooManyHooks, (await room.Hooks.AddHook(new NewHook(owner, "One more", null))).Error);
        Assert.All((await room.Hooks.Hooks(owner)).Require(), hook => Assert.Null(hook.Secret));
        Assert.DoesNotContain(await room.Log(), e => e.Data.Contains("Builds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_hook_posted_is_deleted_by_a_moderator_and_still_names_the_hook()
    {
        var room = await cluster.Grains.MakeRoom(owner);
        var posted = (await room.Hooks.Post(Of(await Hook(room), "secret"))).Require();
        (await room.Messages.Erase(owner, posted.Seq)).Require();
        Assert.Equal(("Builds", true, null), Assert.Single((await room.History(owner)).Items) is var m ? (m.Hook, m.Deleted, m.Text) : default);
    }

    private async Task<HookView> Hook(ChatRoom room) => (await room.Hooks.AddHook(new NewHook(owner, "Builds", null))).Require();

    private static HookMessage Of(HookView hook, string text, string? id = null) =>
        new(hook.Id, HashOf(hook.Secret!), id ?? Guid.CreateVersion7().ToString(), text, null);

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
