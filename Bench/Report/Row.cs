namespace OrleansBackends.Bench.Report;

/// <summary>A line of the table: two sides, the median of their ratios, and what was hoped for.</summary>
internal sealed record Row(string What, Figures Baseline, Figures Subject, double Ratio, Goal? Goal);

/// <summary>What the subject should reach: a ratio to the baseline, a 99th percentile of its own, or one of at most so many times the baseline's.</summary>
internal sealed record Goal(double? Ratio = null, TimeSpan? P99 = null, double? P99Times = null)
{
    public override string ToString() => this switch
    {
        { Ratio: { } ratio } => $"ratio ≥ {ratio:0.00}",
        { P99: { } p99 } => $"p99 ≤ {p99.TotalMilliseconds:0} ms",
        { P99Times: { } times } => $"p99 ≤ {times:0.#} × baseline's",
        _ => "",
    };

    public bool IsMet(Row row) => (Ratio is not { } ratio || row.Ratio >= ratio) && (P99 is not { } p99 || row.Subject.P99 <= p99)
        && (P99Times is not { } times || row.Subject.P99 <= row.Baseline.P99 * times);
}
