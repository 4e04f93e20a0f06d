namespace OrleansBackends.Bench.Subjects;

/// <summary>Writes its document of some 300 bytes once per call.</summary>
[GrainInterfaceType("benchpaper"), Alias("bench.i-paper")]
public interface IPaperGrain : IGrainWithStringKey
{
    [Alias("Write")]
    Task Write();
}

internal sealed record PaperState
{
    public int SchemaVersion { get; init; } = 1;

    public int Writes { get; init; }

    public string Text { get; init; } = new('x', 250);
}

[GrainType("benchpaper")]
internal sealed class PaperGrain : Grain, IPaperGrain
{
    private readonly Document<PaperState> paper;

    public PaperGrain([PersistentState("bench.paper")] IPersistentState<PaperState> storage) => paper = new(this, storage);

    public Task Write() => paper.Commit(paper.Current with { Writes = paper.Current.Writes + 1 });
}
