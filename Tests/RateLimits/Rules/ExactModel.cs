using System.Numerics;

namespace OrleansBackends.Tests.RateLimits.Rules;

/// <summary>
/// A limiter as slow as its definition: it keeps every event of a sequence and decides by looking at all of them again, in fractions and with
/// numbers of any size.
/// </summary>
internal abstract class ExactModel
{
    public static ExactModel Of(LimitPolicy policy) => policy.Algorithm switch
    {
        LimitAlgorithm.TokenBucket => new Bucket(policy),
        LimitAlgorithm.FixedWindow => new Windows(policy, (at, now) => at / policy.PeriodNs == now / policy.PeriodNs),
        LimitAlgorithm.SlidingLog => new Windows(policy, (at, now) => at > now - policy.PeriodNs),
        LimitAlgorithm.SlidingWindow => new Windows(policy, (at, now) => InSegments(policy, at, now)),
        _ => throw new ArgumentOutOfRangeException(nameof(policy)),
    };

    public abstract bool Allows(long now, long cost);

    public abstract long Remaining(long now);

    public abstract void Take(long now, long cost);

    public abstract void Refund(long now, long takenAt, long cost);

    /// <summary>The same spending under other numbers of the same algorithm.</summary>
    public abstract ExactModel Under(LimitPolicy next, long now);

    private static bool InSegments(LimitPolicy policy, long at, long now)
    {
        var length = (policy.PeriodNs + policy.Segments - 1) / policy.Segments;
        return at / length >= (now / length) - policy.Segments;
    }

    /// <summary>A vessel that leaks L units each P: its level is a fraction of units times P over 1.</summary>
    private sealed class Bucket(LimitPolicy policy) : ExactModel
    {
        private BigInteger level;
        private long levelAt;
        private long fullAt = long.MinValue;

        public override bool Allows(long now, long cost) => Level(now) + Worth(cost) <= Worth(policy.Capacity);

        public override long Remaining(long now) => (long)BigInteger.Max(0, (Worth(policy.Capacity) - Level(now)) / policy.PeriodNs);

        public override void Take(long now, long cost)
        {
            fullAt = Level(now).IsZero ? now : fullAt;
            (level, levelAt) = (Level(now) + Worth(cost), now);
        }

        public override void Refund(long now, long takenAt, long cost)
        {
            if (takenAt >= fullAt)
            {
                (level, levelAt) = (BigInteger.Max(0, Level(now) - Worth(cost)), now);
            }
        }

        public override ExactModel Under(LimitPolicy next, long now)
        {
            var spent = (Level(now) + policy.PeriodNs - 1) / policy.PeriodNs;
            return new Bucket(next) { level = spent * next.PeriodNs, levelAt = now, fullAt = fullAt };
        }

        private BigInteger Worth(long units) => (BigInteger)units * policy.PeriodNs;

        private BigInteger Level(long now) => BigInteger.Max(0, level - ((BigInteger)(now - levelAt) * policy.Limit));
    }

    /// <summary>All units with their times; a policy counts those that it still sees.</summary>
    private sealed class Windows(LimitPolicy policy, Func<long, long, bool> sees) : ExactModel
    {
        private List<long> units = [];

        public override bool Allows(long now, long cost) => Seen(now) + cost <= policy.Limit;

        public override long Remaining(long now) => Math.Max(0, policy.Limit - Seen(now));

        public override void Take(long now, long cost) => units.AddRange(Enumerable.Repeat(now, (int)cost));

        public override void Refund(long now, long takenAt, long cost)
        {
            var alike = units.Where(at => Alike(at, takenAt)).Take((int)cost).ToList();
            alike.ForEach(at => units.Remove(at));
        }

        public override ExactModel Under(LimitPolicy next, long now)
        {
            // A window does not know when in it a unit was taken: it moves as late as it may have been.
            var kept = units.Where(at => sees(at, now)).Select(at => LatestLike(at, now)).ToList();
            var changed = (Windows)Of(next);
            changed.units = policy.Algorithm == LimitAlgorithm.FixedWindow ? [.. kept.Select(_ => now)] : kept;
            return changed;
        }

        private int Seen(long now) => units.Count(at => sees(at, now));

        private long Length => (policy.PeriodNs + policy.Segments - 1) / policy.Segments;

        private bool Alike(long at, long takenAt) => policy.Algorithm switch
        {
            LimitAlgorithm.SlidingLog => at == takenAt,
            LimitAlgorithm.FixedWindow => at / policy.PeriodNs == takenAt / policy.PeriodNs,
            _ => at / Length == takenAt / Length,
        };

        private long LatestLike(long at, long now) =>
            policy.Algorithm == LimitAlgorithm.SlidingWindow ? Math.Min((((at / Length) + 1) * Length) - 1, now) : at;
    }
}
