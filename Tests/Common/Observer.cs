namespace OrleansBackends.Tests.Common;

/// <summary>A frontend process that watches a feed and keeps what it is sent.</summary>
public sealed class Observer : ILiveObserver, IDisposable
{
    private readonly Lock turn = new();
    private readonly List<LiveBatch> batches = [];
    private readonly IGrainFactory grains;
    private bool gone;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Observer(IGrainFactory grains)
    {
        this.grains = grains;
        Reference = grains.CreateObjectReference<ILiveObserver>(this);
    }

    public ILiveObserver Reference { get; }

    /// <summary>What this process does with a batch before it answers, as a hanging one.</summary>
    public Func<Task> OnBatch { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<LiveBatch> Batches
    {
        get
        {
            lock (turn)
            {
                return [.. batches];
            }
        }
    }

    public IEnumerable<LiveEvent> Events => Batches.SelectMany(batch => batch.Events);

    /// <summary>Completes when the next batch arrives; armed before what causes it.</summary>
    public Task Next()
    {
        lock (turn)
        {
            return arrived.Task;
        }
    }

    public Task Deliver(LiveBatch batch)
    {
        lock (turn)
        {
            batches.Add(batch);
            arrived.SetResult();
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return OnBatch();
    }

    public void Dispose()
    {
        if (!gone)
        {
            gone = true;
            grains.DeleteObjectReference<ILiveObserver>(Reference);
        }
    }
}
