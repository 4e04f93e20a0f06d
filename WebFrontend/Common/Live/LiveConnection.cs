using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>One client's topics, and what waits to be sent to it, in order. A client that does not keep up, or whose token
/// has ended, is cut off; it comes back with its positions.</summary>
internal sealed class LiveConnection : IDisposable
{
    public const int MaxWaiting = 1_000;
    public const int MaxBytes = 1024 * 1024;

    private readonly Channel<(string Method, object Message, int Bytes)> waiting =
        Channel.CreateBounded<(string, object, int)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Dictionary<string, IDisposable> topics = [];
    private readonly Func<bool> mayStay;
    private readonly Action abort;
    private int bytes;
    private bool disposed;

    public LiveConnection(ISingleClientProxy client, Func<bool> mayStay, Action abort)
    {
        this.mayStay = mayStay;
        this.abort = abort;
        _ = SendAll(client);
    }

    public int Count
    {
        get
        {
            lock (topics)
            {
                return topics.Count;
            }
        }
    }

    public void Enter(string topic, IDisposable subscription)
    {
        lock (topics)
        {
            if (!disposed && topics.TryAdd(topic, subscription))
            {
                return;
            }
        }

        subscription.Dispose();
    }

    public void Leave(string topic)
    {
        lock (topics)
        {
            if (topics.Remove(topic, out var subscription))
            {
                subscription.Dispose();
            }
        }
    }

    public void Push(string topic, LiveBatch batch)
    {
        var sent = mayStay() && (batch.Reset
            ? TryWrite("reset", LiveAnswer.Of(topic, batch), batch.Events.Sum(Size))
            : batch.Events.All(e => TryWrite("event", LiveMessage.Of(topic, e), Size(e))));
        if (!sent)
        {
            // What comes later must not follow a gap while the connection is being closed.
            waiting.Writer.TryComplete();
            abort();
        }
    }

    /// <summary>Ends a connection whose token has ended, although nothing is sent over it.</summary>
    public void EndIfOver()
    {
        if (!mayStay())
        {
            abort();
        }
    }

    /// <summary>Something without a number; lost when too much waits already.</summary>
    public void TryTell(string topic, string name, JsonElement data)
    {
        if (mayStay())
        {
            TryWrite("event", new LiveNotice(topic, name, data), Encoding.UTF8.GetByteCount(data.GetRawText()));
        }
        else
        {
            abort();
        }
    }

    public void Dispose()
    {
        lock (topics)
        {
            disposed = true;
            foreach (var subscription in topics.Values)
            {
                subscription.Dispose();
            }

            topics.Clear();
        }

        waiting.Writer.TryComplete();
    }

    private static int Size(LiveEvent live) => Encoding.UTF8.GetByteCount(live.Data);

    /// <returns>False when too much waits already; what is large alone finds room when nothing else waits.</returns>
    private bool TryWrite(string method, object message, int size)
    {
        var total = Interlocked.Add(ref bytes, size);
        if ((total <= MaxBytes || total == size) && waiting.Writer.TryWrite((method, message, size)))
        {
            return true;
        }

        Interlocked.Add(ref bytes, -size);
        return false;
    }

    private async Task SendAll(ISingleClientProxy client)
    {
        await foreach (var (method, message, size) in waiting.Reader.ReadAllAsync())
        {
            await client.SendAsync(method, message);
            Interlocked.Add(ref bytes, -size);
        }
    }
}
