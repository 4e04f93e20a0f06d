using System.Diagnostics;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>One decision of a rule on one core, a thousand at a time, against as many readings of the clock that each of them needs.</summary>
internal static class RateLimitRuleCases
{
    private const int Batch = 1_000;
    private const long Step = 1_000_000;

    public static readonly BenchCase Decisions = new("limit-rules", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        foreach (var algorithm in (LimitAlgorithm[])[LimitAlgorithm.TokenBucket, LimitAlgorithm.FixedWindow, LimitAlgorithm.SlidingLog, LimitAlgorithm.SlidingWindow])
        {
            var rule = LimitRule.Of(new LimitPolicy { Name = "bench", Algorithm = algorithm, Limit = 600, PeriodMs = 1_000 });
            var (state, now) = (default(LimitState), 1_800_000_000_000_000_000L);
            yield return await pairs.Compare(
                $"{algorithm}, {Batch} decisions",
                Side.Closed($"{Batch} readings of the clock", 1, _ => ReadClock()),
                Side.Closed($"{Batch} decisions", 1, _ => Decide(rule, ref state, ref now)));
        }
    }

    private static ValueTask ReadClock()
    {
        for (var i = 0; i < Batch; i++)
        {
            Stopwatch.GetTimestamp();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A thousand a second of which six hundred are granted.</summary>
    private static ValueTask Decide(LimitRule rule, ref LimitState state, ref long now)
    {
        for (var i = 0; i < Batch; i++)
        {
            rule.Take(ref state, now += Step, 1);
        }

        return ValueTask.CompletedTask;
    }
}
