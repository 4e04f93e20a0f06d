using Orleans.Concurrency;

namespace OrleansBackends.Tests.Mechanisms;

public sealed record CounterState
{
    public int SchemaVersion { get; init; } = 1;

    public int Value { get; init; }
}

[GrainInterfaceType("testcounter"), Alias("tests.i-counter")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("Add")]
    Task<int> Add(int amount);

    [Alias("AddTwiceAtOnce")]
    Task AddTwiceAtOnce();

    [Alias("Delete")]
    Task Delete();

    [Alias("Show"), AlwaysInterleave]
    Task<(bool Exists, int Version, int Value)> Show();
}

[GrainType("testcounter")]
internal sealed class CounterGrain : Grain, ICounterGrain
{
    public const string StateName = "tests.counter";

    private readonly Document<CounterState> document;

    public CounterGrain([PersistentState(StateName)] IPersistentState<CounterState> storage)
    {
        document = new Document<CounterState>(this, storage);
        _ = document.Current; // Too early, and still the read that follows counts.
    }

    public async Task<int> Add(int amount)
    {
        await document.Commit(document.Current with { Value = document.Current.Value + amount });
        return document.Current.Value;
    }

    public Task AddTwiceAtOnce() => Task.WhenAll(Add(1), Add(1));

    public Task Delete() => document.Delete();

    public Task<(bool Exists, int Version, int Value)> Show() => Task.FromResult((document.Exists, document.Version, document.Current.Value));
}
