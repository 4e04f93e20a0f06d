using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansBackends.Tests.Common.Browser;

/// <summary>The browser's DevTools protocol over one WebSocket: calls that are answered, and events of pages.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TestTime.Deadline;

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> calls = new();
    private readonly ConcurrentDictionary<(string Session, string Event), TaskCompletionSource<JsonElement>> awaited = new();
    private Task reading = Task.CompletedTask;
    private int last;

    public static async Task<DevTools> ConnectAsync(Uri address)
    {
        var tools = new DevTools();
        using var deadline = new CancellationTokenSource(Deadline);
        await tools.socket.ConnectAsync(address, deadline.Token);
        tools.reading = tools.ReadAsync();
        return tools;
    }

    /// <param name="method">Such as <c>Page.navigate</c>.</param>
    /// <param name="parameters">Its parameters, as an anonymous object.</param>
    /// <param name="session">Of the page that is meant; the browser itself where there is none.</param>
    public async Task<JsonElement> CallAsync(string method, object? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref last);
        var answer = calls[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = JsonSerializer.SerializeToNode(parameters ?? new { }) };
        if (session is not null)
        {
            call["sessionId"] = session;
        }

        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }

        return await WithinAsync(answer.Task, method);
    }

    /// <summary>The next such event of a page; armed now, awaited later.</summary>
    public Func<Task<JsonElement>> Expect(string session, string name)
    {
        var happened = awaited[(session, name)] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        return () => WithinAsync(happened.Task, name);
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
        sending.Dispose();
    }

    private static async Task<JsonElement> WithinAsync(Task<JsonElement> task, string what)
    {
        try
        {
            return await task.WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The browser did not answer within {Deadline.TotalSeconds} s: {what}");
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                Take(await ReadMessageAsync());
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or ObjectDisposedException or EndOfStreamException)
        {
            foreach (var call in calls.Values.Concat(awaited.Values))
            {
                call.TrySetException(new InvalidOperationException("The browser has ended.", ended));
            }
        }
    }

    private async Task<JsonElement> ReadMessageAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new EndOfStreamException();
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonSerializer.Deserialize<JsonElement>(message.ToArray());
            }
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (calls.TryRemove(id.GetInt32(), out var call))
            {
                Answer(call, message);
            }
        }
        else if (message.TryGetProperty("sessionId", out var session)
            && awaited.TryRemove((session.GetString()!, message.GetProperty("method").GetString()!), out var happened))
        {
            happened.TrySetResult(message.GetProperty("params"));
        }
    }

    private static void Answer(TaskCompletionSource<JsonElement> call, JsonElement message)
    {
        if (message.TryGetProperty("error", out var error))
        {
            call.TrySetException(new InvalidOperationException($"The browser refused: {error}"));
        }
        else
        {
            call.TrySetResult(message.GetProperty("result"));
        }
    }
}
