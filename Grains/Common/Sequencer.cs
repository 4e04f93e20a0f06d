namespace OrleansBackends.Grains.Common;

/// <summary>
/// For a grain with interleaving calls over one journal: decide and fold without awaiting, then await the append that concurrent calls share.
/// The journal fails every append after a failed one and ends the activation, so a fold that ran ahead of it never outlives it.
/// </summary>
public sealed class Sequencer(IJournalStream stream)
{
    private Task<long> pending = Task.FromResult(0L);

    /// <summary>
    /// Numbers the entries now and answers the last number when they are durable. Call it in the same turn as the fold, with no await between.
    /// </summary>
    public Task<long> Append(params IReadOnlyList<NewEntry> entries) => AppendAndErase(entries, []);

    /// <summary>The same, and empties the data of the named older entries in the same transaction.</summary>
    public Task<long> AppendAndErase(IReadOnlyList<NewEntry> entries, IReadOnlyList<long> erase)
    {
        var append = stream.AppendAndErase(entries, erase);
        pending = append;
        return append;
    }

    /// <summary>
    /// Completes when everything decided so far is durable. Whatever leaves the grain waits for it, also a refusal that rests on a pending entry.
    /// Appends of one handle become durable in order, so the last one stands for all: its number is the answer, 0 where nothing
    /// was appended. Who waits here may go on before the appender itself does.
    /// </summary>
    public Task<long> Settled() => pending;
}
