using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>One client's topics, and what waits to be sent to it, in order. A client that does not keep up, or whose token
/// has ended, is cut off; it comes back with its positions.</summary>
internal sealed class LiveConnection : IDisposable
{
    public const int MaxWaiting = 1_000;
    public const int MaxBytes = 1024 * 1024;

    private readonly Queue<LiveFrame> waiting = new();
    private readonly Func<LiveFrame, ValueTask> send;
    private readonly Dictionary<string, IDisposable> topics = [];
    private readonly Func<bool> mayStay;
    private readonly Action abort;
    private int bytes;
    private bool sending;
    private bool ended;
    private bool disposed;

    public LiveConnection(Func<LiveFrame, ValueTask> send, Func<bool> mayStay, Action abort)
    {
        this.send = send;
        this.mayStay = mayStay;
        this.abort = abort;
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
        var sent = mayStay() && (batch.Reset ? TryWrite(LiveFrame.Reset(topic, batch)) : batch.Events.All(e => TryWrite(LiveFrame.Of(topic, e))));
        if (!sent)
        {
            // What comes later must not follow a gap while the connection is being closed.
            End();
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
            TryWrite(LiveFrame.Of(new LiveNotice(topic, name, data)));
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

        End();
    }

    private void End()
    {
        lock (waiting)
        {
            ended = true;
        }
    }

    /// <returns>False when too much waits already; what is large alone finds room when nothing else waits.</returns>
    private bool TryWrite(LiveFrame frame)
    {
        lock (waiting)
        {
            if (ended || waiting.Count >= MaxWaiting || (bytes > 0 && bytes + frame.Size > MaxBytes))
            {
                return false;
            }

            bytes += frame.Size;
            waiting.Enqueue(frame);
            if (sending)
            {
                return true;
            }

            sending = true;
        }

        _ = SendAll();
        return true;
    }

    /// <summary>Sends what waits, on the caller's thread until the connection is not ready for more. One that cannot be sent to is cut off.</summary>
    private async Task SendAll()
    {
        try
        {
            while (TryTake(out var frame))
            {
                await send(frame);
                lock (waiting)
                {
                    bytes -= frame.Size;
                }
            }
        }
        catch (Exception)
        {
            // The hub's own log says why. The client comes back with its positions.
            lock (waiting)
            {
                ended = true;
                waiting.Clear();
            }

            abort();
        }
    }

    private bool TryTake([NotNullWhen(true)] out LiveFrame? frame)
    {
        lock (waiting)
        {
            return sending = waiting.TryDequeue(out frame);
        }
    }
}
