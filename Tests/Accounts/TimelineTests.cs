using Dapper;
using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using OrleansBackends.Silo.Common.Storage;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Accounts;

/// <summary>A timeline reads the document and the journal one after the other, while the outbox moves entries from the one to the other.</summary>
[Collection<StorageCollection>]
public sealed class TimelineTests(StorageSilos silos)
{
    private readonly UserId user = new(Guid.NewGuid());

    [Theory, OnBothDatabases]
    public async Task An_entry_that_moves_between_the_two_reads_is_neither_missed_nor_doubled(Db db)
    {
        await Store(db, waiting: [1, 2, 3]);
        Assert.Equal([3, 2, 1], await Read(db, beforeSecondRead: async () =>
        {
            await Append(db, 1, 2, 3);
            await Store(db, waiting: []);
        }));
    }

    [Theory, OnBothDatabases]
    public async Task An_entry_that_comes_after_the_first_read_waits_for_the_next_page_from_the_top(Db db)
    {
        await Store(db, waiting: [1]);
        Assert.Equal([1], await Read(db, beforeSecondRead: () => Store(db, waiting: [1, 2])));
        Assert.Equal([2, 1], await Read(db, beforeSecondRead: () => Task.CompletedTask));
    }

    [Theory, OnBothDatabases]
    public async Task An_entry_that_a_crash_left_on_both_sides_or_twice_in_the_journal_is_shown_once(Db db)
    {
        await Store(db, waiting: [2, 3]);
        await Append(db, 1, 2, 2);
        Assert.Equal([3, 2, 1], await Read(db, beforeSecondRead: () => Task.CompletedTask));
    }

    [Theory, OnBothDatabases]
    public async Task Doubled_entries_end_no_list_early(Db db)
    {
        await Store(db, waiting: []);
        await Append(db, 1, 2, 3, 3, 3, 4);
        var queries = (await silos.Get<IGrainFactory>(db)).GetGrain<IAccountQueries>(IAccountQueries.Key);
        var first = (await queries.Audit(user, null, new PageRequest(2, null))).Require();
        var rest = (await queries.Audit(user, null, new PageRequest(2, first.NextCursor))).Require();
        Assert.Equal([4, 3, 2, 1], first.Items.Concat(rest.Items).Select(entry => entry.Seq));
        Assert.Null(rest.NextCursor);
    }

    private static AuditEntry Entry(int number) => new(number, DateTimeOffset.UnixEpoch.AddSeconds(number), AuditKinds.SignedIn, null);

    private async Task<IEnumerable<int>> Read(Db db, Func<Task> beforeSecondRead)
    {
        var database = await silos.Get<Database>(db);
        await using var source = new WatchedSource(database.Reads, read => read == 2 ? beforeSecondRead() : Task.CompletedTask);
        var queries = new QueryDatabase(source, (await silos.Get<QueryDatabase>(db)).Dialect);
        return (await Timeline.Read(queries, user, null, new PageRequest(10, null))).Require().Items.Select(entry => entry.Seq);
    }

    private async Task Store(Db db, int[] waiting)
    {
        var state = DocumentJson.Write(new AccountState { Id = user, Audit = [.. waiting.Select(Entry)] });
        await Execute(
            db,
            $"""
            INSERT INTO grain_state AS g VALUES ('{AccountState.Name}', @key, 1, current_timestamp, {Json(db, "@state")})
            ON CONFLICT (state_name, grain_key) DO UPDATE SET state = excluded.state
            """,
            new { key = AccountKey.Of(user), state });
    }

    private async Task Append(Db db, params int[] numbers)
    {
        var rows = numbers.Select((number, i) => new { stream = AuditStreams.Of(user).ToString(), seq = i + 1, data = DocumentJson.Write(Entry(number)) });
        await Execute(db, $"INSERT INTO journal VALUES ('accounts', @stream, @seq, current_timestamp, 'signed-in', {Json(db, "@data")})", rows);
    }

    private static string Json(Db db, string parameter) => db == Db.Postgres ? $"{parameter}::jsonb" : parameter;

    private async Task Execute(Db db, string sql, object args)
    {
        await using var connection = await (await silos.Get<Database>(db)).Writes.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, args);
    }
}
