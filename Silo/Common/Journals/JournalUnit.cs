namespace OrleansBackends.Silo.Common.Journals;

/// <summary>All appends of one handle in one batch: in or out as a whole.</summary>
internal sealed class JournalUnit(JournalStream stream)
{
    private readonly List<PendingAppend> appends = [];

    public JournalStream Stream => stream;

    public int Count { get; private set; }

    public long First => appends[0].First;

    public long Last => appends[^1].Last;

    public IEnumerable<long> Erase => appends.SelectMany(append => append.Erase);

    public IEnumerable<JournalEntry> Entries =>
        appends.SelectMany(append => append.Entries.Select((entry, i) => new JournalEntry(append.First + i, entry.At ?? append.At, entry.Kind, entry.Data)));

    public void Add(PendingAppend append)
    {
        appends.Add(append);
        Count += append.Entries.Count;
    }

    public void Succeed() => appends.ForEach(append => append.Succeed());

    public void Fail(Exception fault)
    {
        stream.Die(fault);
        appends.ForEach(append => append.Fail(fault));
    }
}
