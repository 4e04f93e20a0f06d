using System.Globalization;
using System.Security.Cryptography;

namespace OrleansBackends.Grains.Common;

/// <summary>What a newcomer, or a watcher who missed too much, is given instead of the events: one event with the whole.</summary>
public sealed record LiveSnapshot(string Name, object Data);

/// <summary>
/// The numbered events of one topic. The last few hundred are kept in memory; a watcher that renews with its last position gets what follows, or a
/// snapshot when that position is of another epoch or too old. Publish only what is durable.
/// </summary>
public sealed class LiveFeed
{
    /// <summary>Events kept for watchers that come back.</summary>
    public const int Kept = 256;

    /// <summary>Bursts within this time travel as one batch.</summary>
    public static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(20);

    /// <summary>An observer that has not renewed for so long is forgotten; a one-way call tells nothing about its receiver.</summary>
    public static readonly TimeSpan ObserverLife = TimeSpan.FromSeconds(30);

    private readonly IGrainBase grain;
    private readonly string topic;
    private readonly TimeProvider time;
    private readonly Func<LiveSnapshot?> snapshot;
    private readonly int keep;
    private readonly Dictionary<ILiveObserver, DateTimeOffset> observers = [];
    private readonly Queue<LiveEvent> kept = new();
    private readonly List<LiveEvent> waiting = [];
    private string epoch;
    private long last;
    private IGrainTimer? timer;
    private bool flushing;

    /// <param name="grain">The owner, on whose scheduler everything here runs.</param>
    /// <param name="topic"><c>&lt;slice&gt;:&lt;entity&gt;:&lt;id&gt;</c>.</param>
    /// <param name="time">The clock that forgets silent observers.</param>
    /// <param name="snapshot">The whole as it is now, or null where there is nothing to show.</param>
    /// <param name="keep">How many events are kept; few where each one replaces those before.</param>
    public LiveFeed(IGrainBase grain, string topic, TimeProvider time, Func<LiveSnapshot?> snapshot, int keep = Kept)
    {
        this.keep = keep;
        this.grain = grain;
        this.topic = topic;
        this.time = time;
        this.snapshot = snapshot;
        epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    }

    public string Position => At(last);

    /// <summary>Whether anybody watches; work done only for watchers may ask.</summary>
    public bool IsWatched
    {
        get
        {
            Forget();
            return observers.Count > 0;
        }
    }

    /// <summary>Takes epoch and number from a journal or a document's version, so that positions outlive the activation.</summary>
    public void Resume(string durableEpoch, long seq)
    {
        epoch = durableEpoch;
        last = seq;
        kept.Clear();
        waiting.Clear();
    }

    /// <summary>Numbers an event and sends it to every observer soon.</summary>
    /// <param name="name">Kebab-case name of the event.</param>
    /// <param name="data">What happened; becomes JSON.</param>
    /// <param name="seq">Its number in the journal or document; one more than the last where the feed counts for itself.</param>
    public void Publish<T>(string name, T data, long? seq = null) => PublishJson(name, DocumentJson.Write(data), seq);

    /// <inheritdoc cref="Publish{T}"/>
    public void PublishJson(string name, string data, long? seq = null)
    {
        var number = seq ?? last + 1;
        if (number <= last)
        {
            throw new ArgumentOutOfRangeException(nameof(seq), number, $"{topic} is already at {last}.");
        }

        var next = new LiveEvent(name, At(number), At(last), data);
        last = number;
        kept.Enqueue(next);
        if (kept.Count > keep)
        {
            kept.Dequeue();
        }

        if (observers.Count > 0)
        {
            waiting.Add(next);
            FlushSoon();
        }
    }

    /// <summary>Replaces the data of events that are kept or wait to be sent, because what they told is to be forgotten.</summary>
    public void Redact(IReadOnlySet<string> positions, Func<LiveEvent, string> data)
    {
        var events = kept.ToList();
        kept.Clear();
        foreach (var e in events.Select(Redacted))
        {
            kept.Enqueue(e);
        }

        for (var i = 0; i < waiting.Count; i++)
        {
            waiting[i] = Redacted(waiting[i]);
        }

        LiveEvent Redacted(LiveEvent e) => positions.Contains(e.Position) ? e with { Data = data(e) } : e;
    }

    /// <summary>Adds or renews an observer and answers what follows <paramref name="after"/>.</summary>
    public LiveBatch Watch(ILiveObserver observer, string? after)
    {
        // What waits is in this answer, so a newcomer need not be sent it. One who renews is: the answer may be for another of its watchers.
        Send();
        observers[observer] = time.GetUtcNow() + ObserverLife;
        return Since(after);
    }

    public void Unwatch(ILiveObserver observer) => observers.Remove(observer);

    private LiveBatch Since(string? after)
    {
        if (after == Position)
        {
            return new LiveBatch(topic, Position, [], Reset: false);
        }

        var missed = kept.SkipWhile(e => e.Before != after).ToList();
        if (missed.Count > 0)
        {
            return new LiveBatch(topic, Position, missed, Reset: false);
        }

        IReadOnlyList<LiveEvent> whole = snapshot() is { } now ? [new LiveEvent(now.Name, Position, Position, DocumentJson.Write(now.Data))] : [];
        return new LiveBatch(topic, Position, whole, Reset: true);
    }

    private void FlushSoon()
    {
        if (waiting.Count >= Kept)
        {
            Send();
        }
        else if (!flushing)
        {
            flushing = true;
            timer ??= grain.RegisterGrainTimer(
                static (feed, _) => feed.Flush(), this,
                new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
            timer.Change(Coalesce, Timeout.InfiniteTimeSpan);
        }
    }

    private Task Flush()
    {
        flushing = false;
        Send();
        return Task.CompletedTask;
    }

    private void Send()
    {
        Forget();
        if (waiting.Count > 0)
        {
            var batch = new LiveBatch(topic, waiting[^1].Position, [.. waiting], Reset: false);
            waiting.Clear();
            foreach (var observer in observers.Keys)
            {
                // A one-way call: it is queued and tells nothing about its receiver, which is forgotten when it stops renewing.
                observer.Deliver(batch).Ignore();
            }
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var silent in observers.Where(o => o.Value < now).Select(o => o.Key).ToList())
        {
            observers.Remove(silent);
        }
    }

    private string At(long seq) => string.Create(CultureInfo.InvariantCulture, $"{epoch}-{seq}");
}
