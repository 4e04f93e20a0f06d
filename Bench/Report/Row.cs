namespace OrleansBackends.Bench.Report;

/// <summary>A line of the table: two sides, the median of their ratios, and what was hoped for.</summary>
internal sealed record Row(string What, Figures Baseline, Figures Subject, double Ratio, Goal? Goal);

/// <summary>What the subject should reach: a ratio to the baseline, or a 99th percentile of its own.</summary>
internal sealed record Goal(double? Ratio = null, TimeSpan? P99 = null)
{
    public override string ToString() => this switch
    {
        { Ratio: { } ratio } => $"ratio ≥ {ratio:0.00}",
        { P99: { } p99 } => $"p99 ≤ {p99.TotalMilliseconds:0} ms",
        _ => "",
    };

    public bool IsMet(Row row) => (Ratio is not { } ratio || row.Ratio >= ratio) && (P99 is not { } p99 || row.Subject.P99 <= p99);
}
