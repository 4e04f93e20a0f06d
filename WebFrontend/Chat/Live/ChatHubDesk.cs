using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>What the hub's methods share: who is calling and may, the connections of each user, and subscribing.</summary>
internal sealed class ChatHubDesk(
    ChatDesk chat, LiveTopics topics, LiveConnector connector, Standing standing, RouteLimits limits, IHubContext<ChatHub> hub)
{
    private const int MaxConnections = 20;
    private const int MaxTopics = 200;

    private static readonly Error TooManyTopics = new(ErrorKind.Conflict, "too-many-topics", $"A connection watches at most {MaxTopics} topics.");

    private readonly ConcurrentDictionary<UserId, int> connections = new();

    public ChatDesk Chat => chat;

    public static LiveConnection ConnectionOf(HubCallerContext context) => (LiveConnection)context.Items[nameof(LiveConnection)]!;

    public void Connect(HubCallerContext context)
    {
        var caller = context.User!;
        context.Items[nameof(LiveConnection)] = new LiveConnection(hub.Clients.Client(context.ConnectionId), () => standing.IsGood(caller), context.Abort);
        if (connections.AddOrUpdate(UserOf(context).Id, 1, (_, count) => count + 1) > MaxConnections)
        {
            context.Abort();
        }
    }

    public void Disconnect(HubCallerContext context)
    {
        ConnectionOf(context).Dispose();
        var user = UserOf(context).Id;
        if (connections.AddOrUpdate(user, 0, (_, count) => count - 1) <= 0)
        {
            connections.TryRemove(new KeyValuePair<UserId, int>(user, 0));
        }
    }

    /// <summary>Does something for the caller, unless its key does not reach so far or it does too much.</summary>
    public async Task<HubAnswer> Write(HubCallerContext context, string policy, Func<UserId, Task<HubAnswer>> act)
    {
        var user = UserOf(context);
        var taken = !standing.IsGood(context.User!) ? Errors.Unauthenticated
            : user.Scopes?.Contains("chat:write") is false ? Errors.Forbidden
            : await limits.TakeAsync(context.GetHttpContext()!, policy);
        return taken.IsOk ? await act(user.Id) : HubAnswer.Of(taken, _ => null);
    }

    public async Task<HubAnswer> Subscribe(HubCallerContext context, string topic, long? afterSeq)
    {
        var connection = ConnectionOf(context);
        connection.Leave(topic);
        var opened = topic.StartsWith("chat:", StringComparison.Ordinal) ? await topics.Open(topic, context.User!) : WebErrors.TopicNotFound;
        var place = opened.IsOk ? await Place(topic, UserOf(context).Id, afterSeq) : opened.Error;
        if (!place.IsOk || connection.Count >= MaxTopics)
        {
            return HubAnswer.Of(place.IsOk ? TooManyTopics : place, _ => null);
        }

        var start = new OrderedStart(batch => connection.Push(topic, batch));
        var (missed, subscription) = await opened.Value!.WatchAsync(connector, afterSeq is { } seq ? RoomPosition.Of(seq) : null, start.Later);
        connection.Enter(topic, subscription);
        start.First(afterSeq is null || (missed.Events.Count == 0 && !missed.Reset) ? null : missed);
        return new HubAnswer(true, place.Value with { LastSeq = Math.Max(place.Value.LastSeq, RoomPosition.Read(missed.Position) ?? 0) }, null);
    }

    /// <summary>Where the log is; a number that it does not have, or has no more, asks for a new beginning.</summary>
    private async Task<Result<SubscribedAnswer>> Place(string topic, UserId user, long? afterSeq)
    {
        if (RoomOf(topic) is not { } room)
        {
            return new SubscribedAnswer(0, 0);
        }

        var access = await chat.Room(room, r => r.Access(user));
        return !access.IsOk ? access.Error
            : afterSeq < access.Value.FloorSeq || afterSeq > access.Value.LastSeq ? ChatErrors.ResyncRequired(access.Value.FloorSeq)
            : new SubscribedAnswer(access.Value.LastSeq, access.Value.FloorSeq);
    }

    private static string? RoomOf(string topic) => topic.Split(':') is ["chat", "room", var id] ? id : null;

    private static CurrentUser UserOf(HubCallerContext context) => CurrentUser.From(context.User!)!;
}
