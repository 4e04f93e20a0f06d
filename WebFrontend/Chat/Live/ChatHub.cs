using Microsoft.AspNetCore.SignalR;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>
/// Chat over one connection. Everything that happens comes as <c>event</c> (a <see cref="LiveMessage"/>), in the order of each room's log, what was
/// missed before what is new; where too much was missed <c>reset</c> says so. Every method answers a <see cref="HubAnswer"/>.
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

    public Task<HubAnswer> MarkRead(string roomId, long seq) => desk.Write(Context, "write", async user =>
        HubAnswer.Of(await desk.Chat.MarkRead(roomId, user, seq), read => read));

    /// <param name="topic"><c>chat:room:{id}</c> or <c>chat:user:me</c>.</param>
    /// <param name="afterSeq">The last number seen; null for what comes from now on.</param>
    public Task<HubAnswer> Subscribe(string topic, long? afterSeq) => desk.Subscribe(Context, topic, afterSeq);

    public HubAnswer Unsubscribe(string topic)
    {
        ChatHubDesk.ConnectionOf(Context).Leave(topic);
        return new HubAnswer(true, null, null);
    }

    public override Task OnConnectedAsync()
    {
        desk.Connect(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        desk.Disconnect(Context);
        return base.OnDisconnectedAsync(exception);
    }
}
