namespace OrleansBackends.Bench.Report;

/// <summary>What a case reports.</summary>
internal abstract record Row(string What);

/// <summary>Two sides, the median of their ratios, and what was hoped for.</summary>
internal sealed record ComparedRow(string What, Figures Baseline, Figures Subject, double Ratio, Goal? Goal) : Row(What);

/// <summary>A figure that nothing is compared with, and what it should stay under.</summary>
internal sealed record StatedRow(string What, double Figure, string Unit, double? AtMost = null) : Row(What)
{
    public bool? IsMet => AtMost is { } most ? Figure <= most : null;
}

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

    public bool IsMet(ComparedRow row) => (Ratio is not { } ratio || row.Ratio >= ratio) && (P99 is not { } p99 || row.Subject.P99 <= p99)
        && (P99Times is not { } times || row.Subject.P99 <= row.Baseline.P99 * times);
}
