namespace OrleansBackends.Silo.Common.Journals;

/// <summary>One call of a handle on its way to the database, already numbered.</summary>
internal sealed class PendingAppend(JournalStream stream, long first, DateTimeOffset at, IReadOnlyList<NewEntry> entries, IReadOnlyList<long> erase)
{
    // The caller's turn goes on elsewhere: the writer never runs a grain's code.
    private readonly TaskCompletionSource<long> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalStream Stream => stream;

    public long First => first;

    public long Last => first + entries.Count - 1;

    public DateTimeOffset At => at;

    public IReadOnlyList<NewEntry> Entries => entries;

    public IReadOnlyList<long> Erase => erase;

    public int Size { get; } = entries.Sum(entry => entry.Data.Length);

    public Task<long> Done => done.Task;

    public void Succeed() => done.SetResult(Last);

    public void Fail(Exception fault) => done.SetException(fault);
}
