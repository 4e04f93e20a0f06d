using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.WebFrontend.Notifications.Access;

/// <summary>Who may act for an application. A good answer is remembered for a second: so long does a revoked key work at most.</summary>
internal sealed class AppDoor(IGrainFactory grains, TimeProvider time)
{
    private const int MaxKept = 10_000;

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string App, AppCaller Caller), DateTimeOffset> admitted = new();

    /// <summary>Null when the caller may; else what another's application answers.</summary>
    public async ValueTask<Error?> Refuse(string app, AppCaller caller)
    {
        if (!NotifyNames.IsKey(app))
        {
            return NotifyErrors.AppNotFound;
        }

        var now = time.GetUtcNow();
        if (admitted.TryGetValue((app, caller), out var at) && now - at < Remembered)
        {
            return null;
        }

        admitted.TryRemove((app, caller), out _);
        var answer = await grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(app)).Admit(caller);
        if (answer.IsOk)
        {
            Remember((app, caller), now);
        }

        return answer.Error;
    }

    private void Remember((string App, AppCaller Caller) pair, DateTimeOffset now)
    {
        if (admitted.Count >= MaxKept)
        {
            admitted.Clear();
        }

        admitted[pair] = now;
    }
}
