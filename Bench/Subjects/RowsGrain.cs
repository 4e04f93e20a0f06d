namespace OrleansBackends.Bench.Subjects;

/// <summary>Owns one stream and appends one entry per call.</summary>
[GrainInterfaceType("benchrows"), Alias("bench.i-rows")]
public interface IRowsGrain : IGrainWithStringKey
{
    [Alias("Append")]
    Task Append();
}

[GrainType("benchrows")]
internal sealed class RowsGrain(IJournal journal) : Grain, IRowsGrain
{
    private IJournalStream rows = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        rows = await journal.Open(this, new StreamName("bench", "rows", this.GetPrimaryKeyString()));

    public Task Append() => rows.Append(new NewEntry(BenchRow.Kind, BenchRow.Data));
}
