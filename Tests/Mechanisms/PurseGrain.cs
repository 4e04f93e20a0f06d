using Orleans.Concurrency;

namespace OrleansBackends.Tests.Mechanisms;

[GrainInterfaceType("testpurse"), Alias("tests.i-purse")]
public interface IPurseGrain : ILiveSource
{
    /// <summary>Adds or takes; refused with <c>empty</c> when there is not as much. Answers what is in it.</summary>
    [Alias("Change")]
    Task<Result<long>> Change(long amount);

    /// <summary>Two changes decided in one turn, and what became of each: an amount, a refusal's code or a fault's type.</summary>
    [Alias("ChangeTwice")]
    Task<string[]> ChangeTwice(long first, long second);

    [Alias("Show")]
    Task<long> Show();
}

/// <summary>A sum over a journal. Reentrant, so that calls share the append they wait for.</summary>
[GrainType("testpurse"), Reentrant]
internal sealed class PurseGrain(IJournal journal, TimeProvider time) : Grain, IPurseGrain
{
    private IJournalStream stream = null!;
    private Sequencer sequencer = null!;
    private LiveFeed feed = null!;
    private long sum;

    public static StreamName Stream(string key) => new("tests", "purse", key);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        stream = await journal.Open(this, Stream(this.GetPrimaryKeyString()));
        sequencer = new Sequencer(stream);
        foreach (var entry in await journal.Read(stream.Name, 0, int.MaxValue))
        {
            sum += entry.Read<long>();
        }

        feed = new LiveFeed(this, $"tests:purse:{this.GetPrimaryKeyString()}", time, () => new LiveSnapshot("sum", sum));
        feed.Resume("journal", stream.LastSeq);
    }

    public async Task<Result<long>> Change(long amount)
    {
        if (sum + amount < 0)
        {
            await sequencer.Settled();
            return new Error(ErrorKind.Conflict, "empty", "There is not as much.");
        }

        var append = sequencer.Append(NewEntry.Of("changed", amount));
        var after = sum += amount;
        var seq = await append;
        feed.Publish("changed", amount, seq);
        return after;
    }

    public async Task<string[]> ChangeTwice(long first, long second) => await Task.WhenAll(Outcome(Change(first)), Outcome(Change(second)));

    public async Task<long> Show()
    {
        var shown = sum;
        await sequencer.Settled();
        return shown;
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private static async Task<string> Outcome(Task<Result<long>> change)
    {
        try
        {
            return (await change).Match(sum => $"{sum}", error => error.Code);
        }
        catch (Exception fault)
        {
            return fault.GetType().Name;
        }
    }
}
