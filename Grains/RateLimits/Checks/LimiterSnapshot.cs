using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>From what is in memory to its document and back.</summary>
internal static class LimiterSnapshot
{
    /// <summary>Bytes of log times and segments in one document.</summary>
    private const int MaxBytes = 8 * 1_024;

    /// <summary>Parts of checks in one document.</summary>
    private const int MaxParts = 40;

    /// <summary>The document, or null when nothing is in force. <paramref name="ending"/> takes in what a crash may lose.</summary>
    public static LimiterState? Save(SubjectCounters subject, Uses uses, long now, bool ending)
    {
        var inForce = subject.Counters.All
            .Where(c => ending || c.OutlivesCrash)
            .Select(c => (Counter: c, c.Peek(now, 0).ResetAfter))
            .Where(c => c.ResetAfter > 0)
            .OrderByDescending(c => c.Counter.UsedAt)
            .ToList();
        var ends = inForce.Select(c => now + c.ResetAfter).Concat(uses.All.Select(u => u.ExpiresAt)).DefaultIfEmpty(now).Max();
        return ends <= now ? null : new LimiterState
        {
            At = now,
            ExpiresAt = LimitTime.ToInstant(ends),
            Counters = [.. inForce.Select(c => Store(c.Counter)).Bounded(c => (c.Times?.Length ?? 0) + (sizeof(int) * (c.Segments?.Count ?? 0)), MaxBytes)],
            Uses = [.. uses.All.GroupBy(u => u.Policy.Name).Select(u => new StoredUses(u.First().Policy, PackedUses.Pack(u)))],
            Checks = [.. subject.Checks.All.Reverse().Select(Store).Bounded(c => c.Parts.Count, MaxParts).Reverse()],
            Denials = [.. subject.Denials.All],
        };
    }

    public static void Load(LimiterState stored, SubjectCounters subject, Uses uses)
    {
        foreach (var counter in stored.Counters.Reverse())
        {
            subject.Counters.Add(new Counter(counter.Policy, Restore(counter)));
        }

        foreach (var use in stored.Uses.SelectMany(u => PackedUses.Unpack(u.Policy, u.Packed)))
        {
            uses.Put(use);
        }

        foreach (var check in stored.Checks)
        {
            subject.Checks.Add(Restore(check));
        }

        foreach (var denial in stored.Denials)
        {
            subject.Denials.Add(denial);
        }
    }

    private static IEnumerable<T> Bounded<T>(this IEnumerable<T> items, Func<T, int> size, int most)
    {
        var sum = 0;
        return items.Where(item => (sum += size(item)) <= most);
    }

    private static StoredCounter Store(Counter counter)
    {
        var state = counter.State;
        return new StoredCounter(counter.Policy, state.Tat, state.Log is null ? state.Window : 0, state.Count)
        {
            Times = state.Log is null ? null : PackedTimes.Pack(SlidingLog.Times(state)),
            Segments = state.Segments,
        };
    }

    private static LimitState Restore(StoredCounter stored)
    {
        var state = new LimitState { Tat = stored.Tat, Window = stored.Window, Count = stored.Count, Segments = stored.Segments?.ToArray() };
        return stored.Times is { } times ? SlidingLog.Of(PackedTimes.Unpack(times)) : state;
    }

    private static StoredCheck Store(KeptCheck check) => new(
        check.Id, check.Answer.Allowed, check.Answer.At,
        [.. check.Answer.Answers.Select((a, i) => new StoredPart(a.Decision, a.Limit, a.Mode, check.Costs[i], check.Refunded[i]))]);

    private static KeptCheck Restore(StoredCheck stored) => new(
        stored.Id,
        new TakeAnswer(stored.Allowed, stored.At, [.. stored.Parts.Select(p => new CheckAnswer(p.Decision, p.Limit, p.Mode))]),
        [.. stored.Parts.Select(p => p.Cost)],
        [.. stored.Parts.Select(p => p.Refunded)]);
}
