using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>What triggers say, at most one second old; the messages of a campaign share one read, and a cancelled trigger stops within that second.</summary>
internal sealed class TriggerContents(IGrainFactory grains, TimeProvider time)
{
    private const int MaxKept = 512;

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (Task<TriggerContent?> Content, DateTimeOffset Until)> kept = new();

    public Task<TriggerContent?> Get(string app, string transactionId)
    {
        var key = NotifyKeys.Trigger(app, transactionId);
        var now = time.GetUtcNow();
        if (kept.TryGetValue(key, out var known) && known.Until > now && !known.Content.IsFaulted)
        {
            return known.Content;
        }

        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        var content = grains.GetGrain<ITriggerGrain>(key).Content();
        kept[key] = (content, now + Age);
        return content;
    }
}
