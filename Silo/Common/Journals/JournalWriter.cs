namespace OrleansBackends.Silo.Common.Journals;

/// <summary>The journal of a silo: all its grains' appends are committed together, in as many lanes as the database commits side by side.</summary>
internal sealed class JournalWriter : IJournal, IAsyncDisposable
{
    private readonly JournalStore store;
    private readonly TimeProvider time;
    private readonly JournalLane[] lanes;

    public JournalWriter(JournalStore store, TimeProvider time, JournalMetrics metrics, ILogger<JournalWriter> logger)
    {
        this.store = store;
        this.time = time;
        lanes = [.. Enumerable.Range(0, store.Lanes).Select(_ => new JournalLane(store, metrics, logger))];
    }

    public DateTimeOffset Now => time.Now();

    public async Task<IJournalStream> Open(IGrainBase owner, StreamName name) => new JournalStream(this, owner, name, await store.LastSeq(name));

    public IJournalStream OpenNew(IGrainBase owner, StreamName name) => new JournalStream(this, owner, name, lastSeq: 0);

    public Task<IReadOnlyList<JournalEntry>> Read(StreamName name, long after, int limit) => store.Read(name, after, limit);

    public Task<IReadOnlyList<JournalEntry>> ReadBack(StreamName name, long before, int limit) => store.ReadBack(name, before, limit);

    public Task Trim(JournalStream stream, long seq, string? keep) => store.Trim(stream.Name, seq, keep);

    /// <summary>The lane of a stream, the same for all its handles.</summary>
    public JournalLane LaneOf(string stream) => lanes[(uint)string.GetHashCode(stream, StringComparison.Ordinal) % lanes.Length];

    /// <summary>Commits what is still waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
        {
            await lane.DisposeAsync();
        }
    }
}
