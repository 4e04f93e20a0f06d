using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Deciding;
using OrleansBackends.WebFrontend.RateLimits.Usage;

namespace OrleansBackends.WebFrontend.RateLimits.Policies;

/// <summary>
/// Policies and keys of applications as this process knows them: for two seconds, and for an application in use until it says that it has changed.
/// While it cannot be asked, the last answer serves for a minute.
/// </summary>
internal sealed partial class PolicyBook(IGrainFactory grains, LiveConnector live, LeaseTable leases, UsageCounter usage, TimeProvider time, ILogger<PolicyBook> logger)
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    private const int Capacity = 10_000;

    private static readonly long StaleLife = TimeSpan.FromMinutes(1).Ticks;
    private static readonly long IdleLife = TimeSpan.FromMinutes(2).Ticks;

    private readonly ConcurrentDictionary<string, KnownApp> apps = new();
    private readonly long start = time.GetTimestamp();

    private long Now => time.GetElapsedTime(start).Ticks;

    public ValueTask<AppPolicies> Get(string app)
    {
        var now = Now;
        var known = apps.GetOrAdd(app, static id => new KnownApp(id));
        known.UsedAt = now;
        return known.Fresh(now) is { } fresh ? ValueTask.FromResult(fresh) : new ValueTask<AppPolicies>(Ask(known));
    }

    /// <summary>What is known and fresh; null where the application would have to be asked.</summary>
    public AppPolicies? Find(string app)
    {
        var now = Now;
        if (!apps.TryGetValue(app, out var known))
        {
            return null;
        }

        known.UsedAt = now;
        return known.Fresh(now);
    }

    public void Drop(string app)
    {
        if (apps.TryGetValue(app, out var known))
        {
            known.Drop();
        }
    }

    /// <summary>Lets go of what nobody asks for.</summary>
    public void Sweep()
    {
        var now = Now;
        var surplus = apps.Count - Capacity;
        foreach (var known in apps.Values.OrderBy(k => k.UsedAt).Where((k, i) => i < surplus || k.UsedAt + IdleLife < now))
        {
            apps.TryRemove(known.Id, out _);
            known.Watch?.Dispose();
        }
    }

    private async Task<AppPolicies> Ask(KnownApp known)
    {
        try
        {
            return await known.Ask(Fetch, () => Now, Life.Ticks);
        }
        catch (Exception fault) when (known.MayServeStale(Now, StaleLife))
        {
            LogStale(logger, fault, known.Id);
            return known.Current!;
        }
    }

    private async Task<AppPolicies> Fetch(KnownApp known)
    {
        var app = grains.GetGrain<ILimitAppGrain>(RateLimitKey.App(known.Id));
        var set = await app.GetPolicies(known.Current?.Version ?? -1);
        if (set is null)
        {
            return known.Current!;
        }

        known.Watch ??= set.Exists ? live.Listen($"rate-limits:policies:{known.Id}", app, batch => Hear(batch, known)) : null;
        return AppPolicies.Of(known.Id, set, known.Current, usage.Of(known.Id));
    }

    private void Hear(LiveBatch batch, KnownApp known)
    {
        if (batch.Reset || batch.Events.Any(e => e.Name != AppEvents.Reset))
        {
            known.Drop();
        }

        foreach (var subject in AppEvents.ResetSubjects(batch))
        {
            leases.Forget(known.Current?.All ?? [], subject);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The policies of {App} cannot be asked for; the last answer serves.")]
    private static partial void LogStale(ILogger logger, Exception fault, string app);
}
