using Microsoft.AspNetCore.SignalR;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Signals;
using OrleansBackends.WebFrontend.Chat.Threads;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>What the hub's methods share: who is calling and may, the connections of each user, and subscribing.</summary>
internal sealed class ChatHubDesk(
    ChatDesk chat, ThreadDesk threads, SignalDesk signals, SignalRelay relay, Attendance attendance, LiveTopics topics, LiveConnector connector, Standing standing, RouteLimits limits,
    TimeProvider time)
{
    private const int MaxTopics = 200;

    private static readonly Error TooManyTopics = new(ErrorKind.Conflict, "too-many-topics", $"A connection watches at most {MaxTopics} topics.");

    public ChatDesk Chat => chat;

    public ThreadDesk Threads => threads;

    public SignalDesk Signals => signals;

    public static ChatConnection ConnectionOf(HubCallerContext context) => (ChatConnection)context.Items[nameof(ChatConnection)]!;

    public void Connect(HubCallerContext context)
    {
        var caller = context.User!;
        var live = new LiveConnection(context.Send, () => standing.IsGood(caller), context.Abort);
        var connection = new ChatConnection(UserOf(context), live, time);
        context.Items[nameof(ChatConnection)] = connection;
        if (attendance.Enter(connection))
        {
            relay.Arrive(connection).Ignore(); // Where it cannot be had just now the next round asks again.
        }
        else
        {
            context.Abort();
        }
    }

    public async Task Disconnect(HubCallerContext context)
    {
        var connection = ConnectionOf(context);
        connection.Live.Dispose();
        relay.Depart(connection);
        if (attendance.Leave(connection))
        {
            await chat.User(connection.User).Seen();
        }
    }

    /// <summary>Does something for the caller, unless its key does not reach so far or it does too much.</summary>
    public Task<HubAnswer> Write(HubCallerContext context, string policy, Func<UserId, Task<HubAnswer>> act) => Allow(context, "chat:write", policy, act);

    public Task<HubAnswer> Read(HubCallerContext context, Func<UserId, Task<HubAnswer>> act) => Allow(context, "chat:read", "read", act);

    public async Task<HubAnswer> Subscribe(HubCallerContext context, string topic, long? afterSeq)
    {
        var (connection, room) = (ConnectionOf(context), RoomOf(topic));
        connection.Live.Leave(topic);
        var opened = topic.StartsWith("chat:", StringComparison.Ordinal) ? await topics.Open(topic, context.User!) : WebErrors.TopicNotFound;
        var place = opened.IsOk ? await Place(room, connection.User, afterSeq) : opened.Error;
        if (!place.IsOk || connection.Live.Count >= MaxTopics)
        {
            return HubAnswer.Of(place.IsOk ? TooManyTopics : place, _ => null);
        }

        RoomWatch? log = null;
        var watched = opened.Value!;
        watched = watched.Shaper is not { } shaper ? watched : watched with { Shaper = after => log = (RoomWatch)shaper(after) };
        var start = new OrderedStart(batch => connection.Live.Push(topic, batch));
        var (missed, subscription) = await watched.WatchAsync(connector, afterSeq is { } seq ? RoomPosition.Of(seq) : null, start.Later);
        connection.Live.Enter(topic, log is null ? subscription : new Both(subscription, relay.Listen(new RoomListener(room!, connection, log))));
        start.First(afterSeq is null || (missed.Events.Count == 0 && !missed.Reset) ? null : missed);
        return new HubAnswer(true, place.Value with { LastSeq = Math.Max(place.Value.LastSeq, RoomPosition.Read(missed.Position) ?? 0) }, null);
    }

    public Task<HubAnswer> Watch(HubCallerContext context, IReadOnlyList<UserId> users) => Read(context, async _ => HubAnswer.Of(
        users.Count > ChatLimits.Watched
            ? Errors.Invalid($"A connection watches at most {ChatLimits.Watched} people.", "userIds")
            : new Result<IReadOnlyList<PresenceData>> { Value = await relay.Watch(ConnectionOf(context), [.. users.Distinct()]) },
        seen => seen));

    public Task<HubAnswer> SetIdle(HubCallerContext context, bool idle) => Read(context, _ =>
    {
        attendance.SetIdle(ConnectionOf(context), idle);
        return Task.FromResult(new HubAnswer(true, null, null));
    });

    private async Task<HubAnswer> Allow(HubCallerContext context, string scope, string policy, Func<UserId, Task<HubAnswer>> act)
    {
        var user = UserOf(context);
        var taken = !standing.IsGood(context.User!) ? Errors.Unauthenticated
            : user.Scopes?.Contains(scope) is false ? Errors.Forbidden
            : await limits.TakeAsync(context.GetHttpContext()!, policy);
        return taken.IsOk ? await act(user.Id) : HubAnswer.Of(taken, _ => null);
    }

    /// <summary>Where the log is; a number that it does not have, or has no more, asks for a new beginning.</summary>
    private async Task<Result<SubscribedAnswer>> Place(string? room, UserId user, long? afterSeq)
    {
        if (room is null)
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

    private sealed class Both(IDisposable one, IDisposable other) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            other.Dispose();
        }
    }
}
