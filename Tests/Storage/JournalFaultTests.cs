using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansBackends.Silo.Common.Journals;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

public sealed class JournalFaultTests : IAsyncLifetime
{
    private static readonly StreamName Name = new("tests", "faults", "1");

    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;
    private FaultyStore store = null!;
    private JournalWriter journal = null!;

    public async ValueTask InitializeAsync()
    {
        database = new SqliteDatabase(folder.Path, Durability.Normal);
        await database.InstallSchemaAsync(CancellationToken.None);
        store = new FaultyStore(database);
        journal = new JournalWriter(store, TimeProvider.System, new JournalMetrics(new Meters()), NullLogger<JournalWriter>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_append_whose_outcome_is_unknown_ends_its_owner_and_the_next_one_reads_what_is_there()
    {
        var owner = new JournalOwner();
        var stream = await journal.Open(owner, Name);
        store.LoseAnswer = true;

        await Assert.ThrowsAsync<IOException>(() => stream.Append(new NewEntry("k", "{}")));

        store.LoseAnswer = false;
        var later = await Assert.ThrowsAsync<JournalOwnershipLostException>(() => stream.Append(new NewEntry("k", "{}")));
        Assert.IsType<IOException>(later.InnerException);
        Assert.True(owner.Ended);
        var reopened = await journal.Open(new JournalOwner(), Name);
        Assert.Equal(2, await reopened.Append(new NewEntry("k", "{}")));
    }

    [Fact]
    public async Task What_arrives_during_a_commit_shares_the_next_one()
    {
        var stream = await journal.Open(new JournalOwner(), Name);
        store.Hold = new TaskCompletionSource();
        var first = stream.Append(new NewEntry("k", "{}"));
        await TestTime.Soon(store.Entered.Task, "the first commit");
        var later = Enumerable.Range(0, 100).Select(_ => stream.Append(new NewEntry("k", "{}"))).ToList();
        store.Hold.SetResult();

        Assert.Equal(1, await first);
        Assert.Equal(Enumerable.Range(2, 100).Select(i => (long)i), await Task.WhenAll(later));
        Assert.Equal([1, 100], store.Commits);
    }

    [Fact]
    public async Task Appends_behind_a_failed_one_never_reach_the_database()
    {
        var stream = await journal.Open(new JournalOwner(), Name);
        store.Hold = new TaskCompletionSource();
        store.LoseAnswer = true;
        var first = stream.Append(new NewEntry("k", "{}"));
        await TestTime.Soon(store.Entered.Task, "the first commit");
        var behind = stream.Append(new NewEntry("k", "{}"));
        store.Hold.SetResult();

        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<JournalOwnershipLostException>(() => behind);
        Assert.Equal([1], store.Commits);
        Assert.Single(await journal.Read(Name, 0, 10));
    }

    [Fact]
    public async Task A_batch_is_bounded()
    {
        var stream = await journal.Open(new JournalOwner(), Name);
        store.Hold = new TaskCompletionSource();
        var first = stream.Append(new NewEntry("k", "{}"));
        await TestTime.Soon(store.Entered.Task, "the first commit");
        var later = Enumerable.Range(0, 1500).Select(_ => stream.Append(new NewEntry("k", "{}"))).ToList();
        store.Hold.SetResult();
        await Task.WhenAll([first, .. later]);

        Assert.Equal([1, JournalBatch.MaxEntries, 500], store.Commits);
    }

    [Fact]
    public async Task A_clean_stop_commits_what_waits_and_refuses_what_comes_later()
    {
        var stream = await journal.Open(new JournalOwner(), Name);
        var waiting = Enumerable.Range(0, 50).Select(_ => stream.Append(new NewEntry("k", "{}"))).ToList();

        await journal.DisposeAsync();

        Assert.Equal(50, (await Task.WhenAll(waiting)).Max());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.Append(new NewEntry("k", "{}")));
    }

    /// <summary>Commits, and then may lose the answer on the way back.</summary>
    private sealed class FaultyStore(Database database) : JournalStore(database.Writes, database.Reads)
    {
        public override int Lanes => 1;

        public bool LoseAnswer { get; set; }

        public TaskCompletionSource? Hold { get; set; }

        public TaskCompletionSource Entered { get; } = new();

        public List<int> Commits { get; } = [];

        public override bool IsRefusal(DbException fault) => false;

        public override async Task<IReadOnlyList<JournalUnit>> Commit(IReadOnlyList<JournalUnit> units)
        {
            Commits.Add(units.Sum(unit => unit.Count));
            Entered.TrySetResult();
            await (Hold?.Task ?? Task.CompletedTask);
            var lost = await database.Journal.Commit(units);
            return LoseAnswer ? throw new IOException("connection reset") : lost;
        }
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
