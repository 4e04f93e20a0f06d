using OrleansBackends.Bench.Load;

namespace OrleansBackends.Bench.Report;

/// <summary>All runs of one side: the rate over all of them and the percentiles of all calls together.</summary>
internal sealed record Figures(string Name, double PerSecond, TimeSpan P50, TimeSpan P99, TimeSpan P999)
{
    public static Figures Of(string name, IReadOnlyCollection<Sample> runs)
    {
        var all = Sample.Of(runs, TimeSpan.FromTicks(runs.Sum(r => r.Elapsed.Ticks)));
        return new Figures(name, all.PerSecond, all.Latencies.Percentile(50), all.Latencies.Percentile(99), all.Latencies.Percentile(99.9));
    }
}
