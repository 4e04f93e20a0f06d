using Microsoft.AspNetCore.SignalR;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>
/// Chat over one connection. Everything that happens comes as <c>event</c> (a <see cref="LiveMessage"/>), in the order of each room's log, what was
/// missed before what is new; where too much was missed <c>reset</c> says so. <c>typing</c>, <c>presence</c> and
/// <c>receipt</c> have no number (a <see cref="LiveNotice"/> of the topic <c>chat:signals</c>). Every method answers a <see cref="HubAnswer"/>.
/// </summary>
internal sealed class ChatHub(ChatHubDesk desk) : Hub
{
    public Task<HubAnswer> Send(string roomId, string clientId, string text, SendOptions? options) => desk.Write(Context, "chat-send", async user =>
    {
        var message = new NewMessage
        {
            By = user, ClientId = clientId, Text = text, ReplyTo = options?.ReplyTo, AlsoInRoom = options?.AlsoInRoom ?? false,
        };
        return HubAnswer.Of(await desk.Chat.Send(roomId, message), sent => new SentAnswer(sent.Seq, $"{roomId}.{sent.Seq}", sent.At));
    });

    public Task<HubAnswer> Edit(string roomId, long seq, string text) => desk.Write(Context, "write", async user =>
        HubAnswer.Of(await desk.Chat.Messages(roomId, room => room.Edit(user, seq, text)), edited => new { edited.Seq, edited.EditedAt }));

    public Task<HubAnswer> Delete(string roomId, long seq) => desk.Write(Context, "write", async user =>
        HubAnswer.Of(await desk.Chat.Messages(roomId, room => room.Erase(user, seq)), _ => null));

    public Task<HubAnswer> React(string roomId, long seq, string emoji) => desk.Write(Context, "write", async user =>
        HubAnswer.Of(await desk.Chat.Messages(roomId, room => room.React(user, seq, emoji, on: true)), _ => null));

    public Task<HubAnswer> Unreact(string roomId, long seq, string emoji) => desk.Write(Context, "write", async user =>
        HubAnswer.Of(await desk.Chat.Messages(roomId, room => room.React(user, seq, emoji, on: false)), _ => null));

    /// <param name="roomId">The room.</param>
    /// <param name="seq">Read up to here.</param>
    /// <param name="thread">The root of a thread; null for the room's main list.</param>
    public Task<HubAnswer> MarkRead(string roomId, long seq, long? thread) => desk.Write(Context, "write", async user =>
        HubAnswer.Of(thread is { } root ? await desk.Threads.MarkRead(roomId, root, seq, user) : await desk.Chat.MarkRead(roomId, user, seq), read => read));

    /// <summary>Tells those who watch the room; at most once in three seconds.</summary>
    public Task<HubAnswer> Typing(string roomId) => desk.Write(Context, "write", async user => HubAnswer.Of(await desk.Signals.Type(roomId, user), _ => null));

    /// <summary>From now on <c>presence</c> comes of these people and of nobody else; answers how they are seen.</summary>
    public Task<HubAnswer> WatchPresence(IReadOnlyList<UserId> userIds) => desk.Watch(Context, userIds);

    /// <summary>Nobody sits before this connection, or somebody does again; who is so on all of them for ten minutes is away.</summary>
    public Task<HubAnswer> Idle(bool idle) => desk.SetIdle(Context, idle);

    /// <param name="topic"><c>chat:room:{id}</c> or <c>chat:user:me</c>.</param>
    /// <param name="afterSeq">The last number seen; null for what comes from now on.</param>
    public Task<HubAnswer> Subscribe(string topic, long? afterSeq) => desk.Subscribe(Context, topic, afterSeq);

    public HubAnswer Unsubscribe(string topic)
    {
        ChatHubDesk.ConnectionOf(Context).Live.Leave(topic);
        return new HubAnswer(true, null, null);
    }

    public override Task OnConnectedAsync()
    {
        desk.Connect(Context);
        return base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await desk.Disconnect(Context);
        await base.OnDisconnectedAsync(exception);
    }
}
