namespace OrleansBackends.WebFrontend.Common;

/// <summary>A grain that this process watches for its local watchers. What it hands on has no gap: it asks for what it missed.</summary>
internal sealed class LiveTopic(string name, ILiveSource source, ILiveObserver observer)
{
    private readonly Lock gate = new();
    private readonly List<LiveWatcher> watchers = [];
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? position;
    private bool closing;
    private Task renewal = Task.CompletedTask;
    private bool renewAgain;

    /// <summary>Completes when the grain was told that nobody here watches any more.</summary>
    public Task Closed => closed.Task;

    /// <summary>The feed's own name of the topic, which may differ from the one that was asked for (<c>me</c>).</summary>
    public string FeedName { get; private set; } = name;

    /// <returns>False when it is being closed: wait for that and begin anew.</returns>
    public bool TryAdd(LiveWatcher watcher)
    {
        lock (gate)
        {
            if (!closing)
            {
                watchers.Add(watcher);
            }

            return !closing;
        }
    }

    public void Remove(LiveWatcher watcher)
    {
        lock (gate)
        {
            watchers.Remove(watcher);
        }
    }

    /// <summary>What one watcher missed since its own position; from there on it gets what is delivered.</summary>
    public async Task<LiveBatch> CatchUp(LiveWatcher watcher, string? after)
    {
        var batch = await source.Watch(observer, after);
        lock (gate)
        {
            FeedName = batch.Topic;
            position ??= batch.Position;
            watcher.Start(batch.Position);
        }

        return batch;
    }

    /// <summary>Renews this process's place at the grain and hands on what it missed; calls that meet share one.</summary>
    public Task Renew()
    {
        lock (gate)
        {
            renewAgain = !renewal.IsCompleted;
            renewal = renewAgain ? renewal : RenewOnce();
            return renewal;
        }
    }

    /// <returns>False when events before these are missing.</returns>
    public bool Accept(LiveBatch batch)
    {
        lock (gate)
        {
            var follows = position is null || batch.Reset || batch.Events.Any(e => e.Before == position);
            if (!follows)
            {
                return LivePosition.IsPassed(batch.Position, position!);
            }

            position = batch.Position;
            watchers.ForEach(w => w.Offer(batch));
            return true;
        }
    }

    /// <summary>Leaves the grain when nobody here watches; <paramref name="forget"/> runs before a newcomer can begin anew.</summary>
    public async Task<bool> CloseIfIdle(Action forget)
    {
        lock (gate)
        {
            if (closing || watchers.Count > 0)
            {
                return closing;
            }

            closing = true;
        }

        try
        {
            await source.Unwatch(observer);
        }
        finally
        {
            forget();
            closed.SetResult();
        }

        return true;
    }

    private async Task RenewOnce()
    {
        do
        {
            lock (gate)
            {
                renewAgain = false;
            }

            var batch = await source.Watch(observer, position);
            FeedName = batch.Topic;
            Accept(batch);
        }
        while (renewAgain);
    }
}
