namespace OrleansBackends.Bench.Load;

/// <summary>What one run of a side gave.</summary>
internal sealed record Sample(long Calls, TimeSpan Elapsed, Latencies Latencies)
{
    public double PerSecond => Calls / Elapsed.TotalSeconds;

    public static Sample Of(IReadOnlyCollection<Sample> parts, TimeSpan elapsed)
    {
        var all = new Latencies();
        foreach (var part in parts)
        {
            all.Add(part.Latencies);
        }

        return new Sample(parts.Sum(p => p.Calls), elapsed, all);
    }
}
