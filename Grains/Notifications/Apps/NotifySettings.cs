using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>Applications and workflows as this silo last read them: at most 2 s old, and published versions, which never change.</summary>
internal sealed class NotifySettings(IGrainFactory grains, TimeProvider time)
{
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<string, Kept<AppSettings>> apps = new();
    private readonly ConcurrentDictionary<string, Kept<WorkflowVersion>> current = new();
    private readonly ConcurrentDictionary<string, WorkflowVersion> versions = new();

    /// <summary>Null when there is no such application.</summary>
    public ValueTask<AppSettings?> App(string app) =>
        Fresh(apps, app, () => grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(app)).Settings());

    /// <summary>The version new triggers take; null while there is none.</summary>
    public ValueTask<WorkflowVersion?> Workflow(string app, string key) =>
        Fresh(current, NotifyKeys.Workflow(app, key), () => Grain(app, key).Current());

    /// <summary>A published version; null when there was none of this number.</summary>
    public async ValueTask<WorkflowVersion?> Workflow(string app, string key, int version)
    {
        var name = $"{NotifyKeys.Workflow(app, key)}:{version}";
        if (versions.TryGetValue(name, out var known))
        {
            return known;
        }

        var read = await Grain(app, key).Get(version);
        if (read is not null)
        {
            Bound(versions);
            versions[name] = read;
        }

        return read;
    }

    private IWorkflowGrain Grain(string app, string key) => grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(app, key));

    private async ValueTask<T?> Fresh<T>(ConcurrentDictionary<string, Kept<T>> kept, string key, Func<Task<T?>> read)
        where T : class
    {
        var now = time.GetUtcNow();
        if (kept.TryGetValue(key, out var known) && known.Until > now)
        {
            return known.Value;
        }

        var value = await read();
        Bound(kept);
        kept[key] = new Kept<T>(value, now + Age);
        return value;
    }

    /// <summary>What is read again costs a call; what is never dropped costs memory for ever.</summary>
    private static void Bound<T>(ConcurrentDictionary<string, T> kept)
    {
        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }
    }

    private sealed record Kept<T>(T? Value, DateTimeOffset Until);
}
