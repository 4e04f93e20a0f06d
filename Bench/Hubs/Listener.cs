using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OrleansBackends.Bench.Hubs;

/// <summary>
/// One connection to a hub that tells of each event it gets: a socket and as little as possible around it, because thousands of them share the machine
/// with the server.
/// </summary>
internal sealed class Listener : IAsyncDisposable
{
    private const byte End = 0x1e;
    private const int MostAtOnce = 16 * 1024;

    private static readonly byte[] Ping = [.. """{"type":6}"""u8, End];

    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] name;
    private readonly Action heard;
    private Task listening = Task.CompletedTask;

    private Listener(string name, Action heard) => (this.name, this.heard) = (Encoding.UTF8.GetBytes($"\"name\":\"{name}\""), heard);

    /// <param name="hub">Its address, <c>http://</c>.</param>
    /// <param name="name">Of the events that count.</param>
    /// <param name="heard">Called for each of them.</param>
    public static async Task<Listener> Open(Uri hub, string name, Action heard)
    {
        var listener = new Listener(name, heard);
        await listener.socket.ConnectAsync(new UriBuilder(hub) { Scheme = Uri.UriSchemeWs }.Uri, CancellationToken.None);
        await listener.Send([.. """{"protocol":"json","version":1}"""u8, End]);
        listener.listening = listener.Listen();
        return listener;
    }

    /// <summary>Calls a method of the hub and waits for its answer; once in the connection's life.</summary>
    public async Task Invoke(string target, params object?[] arguments)
    {
        await Send([.. JsonSerializer.SerializeToUtf8Bytes(new { type = 1, invocationId = "1", target, arguments }), End]);
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>A server takes who says nothing for half a minute for gone.</summary>
    public Task SayStillHere() => Send(Ping);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await listening;
        socket.Dispose();
        ending.Dispose();
        sending.Dispose();
    }

    private async Task Send(byte[] message)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task Listen()
    {
        var (buffer, filled) = (new byte[MostAtOnce], 0);
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(filled), ending.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    throw new InvalidOperationException("The server closed a connection.");
                }

                filled = Read(buffer.AsSpan(0, filled + part.Count));
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // It is being disposed.
        }
    }

    /// <returns>How much of an unfinished message stands at the beginning now.</returns>
    private int Read(Span<byte> received)
    {
        var rest = received;
        for (var end = rest.IndexOf(End); end >= 0; end = rest.IndexOf(End))
        {
            Take(rest[..end]);
            rest = rest[(end + 1)..];
        }

        rest.CopyTo(received);
        return rest.Length;
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf(name) >= 0)
        {
            heard();
        }
        else if (message.StartsWith("""{"type":3"""u8))
        {
            if (message.IndexOf("\"ok\":false"u8) >= 0 || message.IndexOf("\"error\":\""u8) >= 0)
            {
                answered.TrySetException(new InvalidOperationException(Encoding.UTF8.GetString(message)));
            }
            else
            {
                answered.TrySetResult();
            }
        }
    }
}
