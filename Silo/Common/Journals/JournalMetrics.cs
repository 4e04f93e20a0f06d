using System.Diagnostics.Metrics;

namespace OrleansBackends.Silo.Common.Journals;

internal sealed class JournalMetrics
{
    private readonly Histogram<int> entries;
    private readonly Histogram<double> duration;

    public JournalMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(SiloTelemetry.Name);
        entries = meter.CreateHistogram<int>("journal.batch.entries", "{entry}", "Entries in one commit.");
        duration = meter.CreateHistogram<double>("journal.commit.duration", "s", "Time of one commit.");
    }

    public void Committed(IReadOnlyList<JournalUnit> units, TimeSpan elapsed)
    {
        entries.Record(units.Sum(unit => unit.Count));
        duration.Record(elapsed.TotalSeconds);
    }
}
