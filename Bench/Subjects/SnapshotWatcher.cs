using System.Diagnostics;

namespace OrleansBackends.Bench.Subjects;

/// <summary>Somebody who watches a topic and notes how long it is from one event to the next.</summary>
internal sealed class SnapshotWatcher : ILiveObserver, IDisposable
{
    private readonly IGrainFactory grains;
    private readonly List<TimeSpan> gaps = [];
    private long last;

    public SnapshotWatcher(IGrainFactory grains)
    {
        this.grains = grains;
        Reference = grains.CreateObjectReference<ILiveObserver>(this);
    }

    public ILiveObserver Reference { get; }

    public void Begin()
    {
        lock (gaps)
        {
            gaps.Clear();
            last = Stopwatch.GetTimestamp();
        }
    }

    public Task Deliver(LiveBatch batch)
    {
        lock (gaps)
        {
            var now = Stopwatch.GetTimestamp();
            gaps.AddRange(batch.Events.Select(_ => Stopwatch.GetElapsedTime(last, now)));
            last = now;
        }

        return Task.CompletedTask;
    }

    public string Describe()
    {
        lock (gaps)
        {
            return gaps.Count == 0 ? "no snapshot came" : $"{gaps.Count} snapshots, {gaps.Average(gap => gap.TotalMilliseconds):0} ms apart, at most {gaps.Max().TotalMilliseconds:0} ms";
        }
    }

    public void Dispose() => grains.DeleteObjectReference<ILiveObserver>(Reference);
}
