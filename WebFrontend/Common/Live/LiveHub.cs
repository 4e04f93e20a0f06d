using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Every topic over one connection. The server sends <c>event</c> (a <see cref="LiveMessage"/>) and, where it cannot bridge a gap, <c>reset</c> (a
/// <see cref="LiveAnswer"/>). An event may overtake the answer of <see cref="Subscribe"/>; positions order them. A refusal's message is its code.
/// </summary>
[AllowAnonymous]
public sealed class LiveHub(LiveTopics topics, LiveConnector connector, Standing standing) : Hub
{
    private const int MaxTopics = 100;

    /// <param name="topic"><c>&lt;slice&gt;:&lt;entity&gt;[:&lt;id&gt;]</c>.</param>
    /// <param name="after">Position of the last event seen; null for none.</param>
    public async Task<LiveAnswer> Subscribe(string topic, string? after)
    {
        if (after is { Length: > LivePosition.MaxLength })
        {
            throw new HubException("invalid-request");
        }

        var opened = Context.GetHttpContext() is { } request ? await topics.Open(topic, request) : await topics.Open(topic, Context.User ?? new ClaimsPrincipal());
        if (!opened.IsOk)
        {
            throw new HubException(opened.Error.Code);
        }

        var connection = Connection;
        connection.Leave(topic);
        if (connection.Count >= MaxTopics)
        {
            throw new HubException("too-many-topics");
        }

        var (missed, subscription) = await opened.Value.WatchAsync(connector, after, batch => connection.Push(topic, batch));
        connection.Enter(topic, subscription);
        return LiveAnswer.Of(topic, missed);
    }

    public void Unsubscribe(string topic) => Connection.Leave(topic);

    public override Task OnConnectedAsync()
    {
        var caller = Context.User ?? new ClaimsPrincipal();
        Context.Items[nameof(LiveConnection)] =
            new LiveConnection(Context.Send, () => standing.IsGood(caller), Context.Abort);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Connection.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    private LiveConnection Connection => (LiveConnection)Context.Items[nameof(LiveConnection)]!;
}
