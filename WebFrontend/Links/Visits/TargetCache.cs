using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>
/// What this process knows of targets, by code. An entry lives 2 s; a link that is asked for again and again is watched, and then its entry lives
/// 5 s and ends at once when the link changes. One fetch per code at a time.
/// </summary>
internal sealed class TargetCache(IGrainFactory grains, LiveConnector live, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan WatchedLife = TimeSpan.FromSeconds(5);

    /// <summary>An entry that nobody asked for so long goes, and with it its watch.</summary>
    private static readonly TimeSpan IdleLife = TimeSpan.FromMinutes(2);

    /// <summary>Who has an old answer waits no longer for a new one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, TargetSlot> slots = new(StringComparer.Ordinal);

    /// <summary>So many entries at most stay after a sweep.</summary>
    public int Capacity { get; init; } = 100_000;

    public IEnumerable<string> Codes => slots.Keys;

    /// <summary>The fresh entry of a code, without waiting and without allocating.</summary>
    public bool TryGetFresh(ReadOnlySpan<char> code, DateTimeOffset now, [NotNullWhen(true)] out CachedTarget? found)
    {
        found = slots.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var slot) ? slot.Current : null;
        if (found is null || found.FreshUntil <= now)
        {
            return false;
        }

        slot!.UsedAt = now;
        return true;
    }

    /// <summary>The entry of a code, asked for where there is no fresh one. A plain one that is out of date serves on while its link cannot be asked.</summary>
    public async ValueTask<CachedTarget> Get(string code)
    {
        var now = time.GetUtcNow();
        var slot = slots.GetOrAdd(code, static c => new TargetSlot(c));
        slot.UsedAt = now;
        if (slot.Current is { } current && current.FreshUntil > now)
        {
            return current;
        }

        var fetch = slot.Fetch(Fetch);
        if (slot.Current is not { } old || !old.MayServeStale(now))
        {
            return await fetch;
        }

        try
        {
            return await fetch.WaitAsync(Patience, time);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LinkMetrics.RedirectsStale.Add(1);
            return old;
        }
    }

    /// <summary>Forgets a code, as typed and folded, because its link was changed through this process.</summary>
    public void Drop(string code)
    {
        Invalidate(code);
        Invalidate(LinkCode.Fold(code));
    }

    /// <summary>Lets go what nobody asks for, and of too many entries those used longest ago.</summary>
    public void Sweep()
    {
        var now = time.GetUtcNow();
        var idle = slots.Where(s => s.Value.UsedAt + IdleLife < now);
        var surplus = slots.Count - Capacity;
        foreach (var (code, slot) in surplus > 0 ? idle.Union(slots.OrderBy(s => s.Value.UsedAt).Take(surplus)) : idle)
        {
            if (slots.TryRemove(code, out _))
            {
                slot.Dispose();
            }
        }
    }

    private void Invalidate(string code)
    {
        if (slots.TryGetValue(code, out var slot))
        {
            slot.Invalidate();
        }
    }

    private static void InvalidateOn(LiveBatch batch, TargetSlot slot)
    {
        if (batch.Events.Count > 0 || batch.Reset)
        {
            slot.Invalidate();
        }
    }

    private async Task<CachedTarget> Fetch(TargetSlot slot)
    {
        var link = grains.GetGrain<ILinkGrain>(LinkKey.Link(slot.Code));
        if (slot.WantsWatch)
        {
            slot.Watch = live.Listen($"links:link:{slot.Code}", link, batch => InvalidateOn(batch, slot));
        }

        var target = await link.Resolve();
        if (target.Fixed == LinkOutcome.NotFound)
        {
            slot.EndWatch();
        }

        return new CachedTarget(target, time.GetUtcNow() + (slot.Watch is null ? Life : WatchedLife));
    }
}
