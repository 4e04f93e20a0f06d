using System.Text.Json;
using OrleansBackends.Grains.Chat.Users;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Triggers;
using OrleansBackends.Tests.Chat.Signals;

namespace OrleansBackends.Tests.Chat.Users;

[Collection<ClusterCollection>]
public sealed class NoticeTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly UserId ann = NewRooms.Somebody();
    private readonly UserId bob = NewRooms.Somebody();

    private IChatUserGrain Bob => cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(bob));

    [Fact]
    public async Task Who_is_not_here_is_notified_once_of_what_waits_in_a_room()
    {
        var room = await cluster.Grains.OpenConversation(ann, bob);
        var first = await room.Say(ann, "are you there?");
        await room.Say(ann, "hello?");
        await Heard(room, first.Seq + 1);
        Assert.False(await IsStarted(room, first.Seq));
        await Starts(room, first.Seq);
        var content = (await Trigger(room, first.Seq).Content())!;
        var payload = JsonSerializer.Deserialize<JsonElement>(content.Payload!);
        Assert.Equal(("chat-unread", room.Id, 2), (content.Workflow, payload.Text("room"), payload.Number("count")));
        Assert.EndsWith($"/chat/{room.Id}/{first.Seq}", payload.Text("link"), StringComparison.Ordinal);

        await Bob.Tell(new RoomNews { What = new Mention(room.Id, first.Seq + 1, first.Seq + 1, ann, first.At), Kind = RoomKind.Direct });
        var next = await room.Say(ann, "well then");
        await Starts(room, next.Seq);
        Assert.False(await IsStarted(room, first.Seq + 1));
    }

    [Fact]
    public async Task Who_is_here_or_has_read_it_is_not_notified()
    {
        var other = NewRooms.Somebody();
        var (read, seen, missed) = (await cluster.Grains.OpenConversation(ann, bob), await cluster.Grains.OpenConversation(other, ann), await cluster.Grains.OpenConversation(other, bob));
        var message = await read.Say(ann, "read at once");
        await Heard(read, message.Seq);
        await Bob.MarkRead(read.Id, message.Seq, message.N);
        await cluster.Lease("f1", ann, PresenceState.Online);
        var shown = await seen.Say(other, "seen");
        var last = await missed.Say(other, "missed");
        await Starts(missed, last.Seq);
        Assert.False(await IsStarted(read, message.Seq));
        Assert.False((await Trigger(seen, shown.Seq, ann).Get()).IsOk);
    }

    [Fact]
    public async Task A_mention_in_a_room_says_where()
    {
        var room = await cluster.Grains.MakeRoom(ann);
        await room.Members.Join(bob);
        await room.Say(ann, "not for you");
        var mention = await room.Say(ann, $"for <@{bob}>");
        await Starts(room, mention.Seq);
        Assert.Equal("A room", JsonSerializer.Deserialize<JsonElement>((await Trigger(room, mention.Seq).Content())!.Payload!).Text("roomName"));
    }

    [Fact]
    public async Task While_notifications_cannot_be_reached_it_waits_and_sending_goes_on()
    {
        var room = await cluster.Grains.OpenConversation(ann, bob);
        var message = await room.Say(ann, "one");
        await Heard(room, message.Seq);
        var faults = 2;
        cluster.FailWrites(TriggerState.Name, NotifyKeys.Trigger(NotifyKeys.Product, Transaction(room, message.Seq)), faults);
        cluster.Time.Advance(NoticeRules.Wait);
        await cluster.Grains.GetGrain<IOutboxGrain>(Bob.GetGrainId()).DeliverOutbox();
        await room.Say(ann, "two");
        await cluster.DeactivateAsync(Bob);
        await cluster.FireReminder(Bob, cluster.Time.Now.AddMinutes(2), TimeSpan.FromMinutes(1));
        await Starts(room, message.Seq);
    }

    [Fact]
    public async Task After_a_crash_the_reminder_sends_what_was_waiting()
    {
        var room = await cluster.Grains.OpenConversation(ann, bob);
        var message = await room.Say(ann, "one");
        await Heard(room, message.Seq);
        await cluster.DeactivateAsync(Bob);
        await cluster.FireReminder(Bob, cluster.Time.Now.AddMinutes(2));
        await TestTime.Eventually(() => IsStarted(room, message.Seq), "the notification is started by the reminder");
    }

    private static string Transaction(ChatRoom room, long seq, UserId user) => $"chat:{room.Id}:{seq}:{user}";

    private string Transaction(ChatRoom room, long seq) => Transaction(room, seq, bob);

    private ITriggerGrain Trigger(ChatRoom room, long seq, UserId? user = null) =>
        cluster.Grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(NotifyKeys.Product, Transaction(room, seq, user ?? bob)));

    private async Task<bool> IsStarted(ChatRoom room, long seq) => (await Trigger(room, seq).Get()).IsOk;

    private Task Starts(ChatRoom room, long seq) => cluster.Time.Until(() => IsStarted(room, seq), Patience, $"a notification of {room.Id} from {seq} on");

    private Task Heard(ChatRoom room, long seq) => TestTime.Eventually(
        async () => (await Bob.Marks([room.Id]))[room.Id].ToldSeq >= seq, $"{seq} of {room.Id} is told");
}
