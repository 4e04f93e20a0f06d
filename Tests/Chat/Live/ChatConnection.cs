using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace OrleansBackends.Tests.Chat.Live;

/// <summary>Somebody at the hub, with the client that Microsoft ships.</summary>
internal sealed class ChatConnection : IAsyncDisposable
{
    private readonly HubConnection hub;
    private readonly Channel<JsonElement> events = Channel.CreateUnbounded<JsonElement>();

    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChatConnection(HubConnection hub)
    {
        this.hub = hub;
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        hub.On<JsonElement>("event", e => events.Writer.TryWrite(e));
        hub.On<JsonElement>("reset", e => events.Writer.TryWrite(e));
    }

    public static async Task<ChatConnection> Open(Uri server, SignedInUser user)
    {
        var connection = new ChatConnection(new HubConnectionBuilder().WithUrl(new Uri(server, "/hubs/chat"), http =>
        {
            http.AccessTokenProvider = () => Task.FromResult<string?>(user.AccessToken);
            http.Headers["X-Forwarded-For"] = TestClients.NextAddress().ToString();
        }).Build());
        await connection.hub.StartAsync();
        return connection;
    }

    public Task<JsonElement> Call(string method, params object?[] args) => hub.InvokeCoreAsync<JsonElement>(method, args);

    public async Task<JsonElement> Value(string method, params object?[] args)
    {
        var answer = await Call(method, args);
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
        return answer.GetProperty("value");
    }

    public async Task<(string Code, long Status)> Refused(string method, params object?[] args)
    {
        var answer = await Call(method, args);
        Assert.False(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
        return (answer.GetProperty("error").Text("code"), answer.GetProperty("error").Number("status"));
    }

    public Task<JsonElement> Next() => events.Reader.ReadAsync().AsTask().WaitAsync(TestTime.Deadline);

    /// <summary>The next event of this name, and those before it are of no interest.</summary>
    public async Task<JsonElement> Next(string name)
    {
        while (true)
        {
            if (await Next() is var e && e.Text("name") == name)
            {
                return e.GetProperty("data");
            }
        }
    }

    /// <summary>Watches somebody until they are seen like this.</summary>
    public async Task Sees(SignedInUser other, string state)
    {
        var seen = Assert.Single((await Value("WatchPresence", new[] { other.Id })).EnumerateArray());
        while (seen.Text("state") != state)
        {
            seen = await Next("presence");
        }
    }

    /// <summary>The other side ends it.</summary>
    public Task Closed() => TestTime.Soon(closed.Task, "the connection is closed");

    /// <summary>Whether it still answers.</summary>
    public async Task<bool> Stays()
    {
        try
        {
            await Value("Idle", false);
            return true;
        }
        catch (Exception gone) when (gone is OperationCanceledException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    public bool HasMore => events.Reader.Count > 0;

    public ValueTask DisposeAsync() => hub.DisposeAsync();
}
