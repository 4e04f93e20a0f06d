namespace OrleansBackends.WebFrontend.Common;

/// <summary>A local watcher's hold on its topic; disposing it, at any time, ends the watching.</summary>
internal sealed class LiveSubscription(LiveWatcher watcher) : IDisposable
{
    private readonly Lock gate = new();
    private LiveTopic? topic;
    private bool ended;

    /// <returns>False when the topic is being closed.</returns>
    public bool TryEnter(LiveTopic entered)
    {
        lock (gate)
        {
            if (!ended && !entered.TryAdd(watcher))
            {
                return false;
            }

            topic = entered;
            return true;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            topic?.Remove(watcher);
        }
    }
}
