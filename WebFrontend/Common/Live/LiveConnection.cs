using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>One client's topics, and what waits to be sent to it, in order. A client that does not keep up, or whose token
/// has ended, is cut off; it comes back with its positions.</summary>
internal sealed class LiveConnection : IDisposable
{
    private const int MaxWaiting = 1_024;

    private readonly Channel<(string Method, object Message)> waiting =
        Channel.CreateBounded<(string, object)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Dictionary<string, IDisposable> topics = [];
    private readonly Func<bool> mayStay;
    private readonly Action abort;
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
            ? waiting.Writer.TryWrite(("reset", LiveAnswer.Of(topic, batch)))
            : batch.Events.All(e => waiting.Writer.TryWrite(("event", LiveMessage.Of(topic, e)))));
        if (!sent)
        {
            abort();
        }
    }

    /// <summary>Something without a number; lost when too much waits already.</summary>
    public void TryTell(string topic, string name, JsonElement data)
    {
        if (mayStay())
        {
            waiting.Writer.TryWrite(("event", new LiveNotice(topic, name, data)));
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

    private async Task SendAll(ISingleClientProxy client)
    {
        await foreach (var (method, message) in waiting.Reader.ReadAllAsync())
        {
            await client.SendAsync(method, message);
        }
    }
}
