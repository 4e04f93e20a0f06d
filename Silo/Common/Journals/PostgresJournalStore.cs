using System.Data.Common;
using Npgsql;

namespace OrleansBackends.Silo.Common.Journals;

internal sealed class PostgresJournalStore(NpgsqlDataSource source) : JournalStore(source, source)
{
    /// <summary>Answers one row per inserted entry; an entry whose number is taken is left out.</summary>
    private const string Insert =
        """
        INSERT INTO journal (slice, stream, seq, at, kind, data)
        SELECT slice, stream, seq, at, kind, data::jsonb
          FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::text[], $6::text[]) AS t(slice, stream, seq, at, kind, data)
        ON CONFLICT (slice, stream, seq) DO NOTHING
        RETURNING stream
        """;

    /// <summary>Answers the streams that went on without us. A number whose row was trimmed is free again, but the last row always stays.
    /// Asked after the insert, with a snapshot of its own.</summary>
    private const string Overtaken =
        """
        SELECT t.stream
          FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t(slice, stream, last)
         WHERE EXISTS (SELECT 1 FROM journal AS j WHERE j.slice = t.slice AND j.stream = t.stream AND j.seq > t.last)
        """;

    private const string Erase =
        """
        UPDATE journal AS j SET data = '{}'
          FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t(slice, stream, seq)
         WHERE j.slice = t.slice AND j.stream = t.stream AND j.seq = t.seq
        """;

    // Class 22 is a value that the column's type refuses, such as a NUL character in jsonb.
    public override bool IsRefusal(DbException fault) => fault.SqlState is ['2', '2', ..];

    public override async Task<IReadOnlyList<JournalUnit>> Commit(IReadOnlyList<JournalUnit> units)
    {
        await using var connection = await source.OpenConnectionAsync();
        var lost = new List<JournalUnit>();
        var winners = units;
        while (winners.Count > 0)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var stored = await Store(connection, winners);
            var losers = winners.Where(unit => stored.GetValueOrDefault(unit.Stream.Key) != unit.Count).ToList();
            if (losers.All(unit => stored.GetValueOrDefault(unit.Stream.Key) == 0 && !unit.Erase.Any()))
            {
                lost.AddRange(losers);
                await transaction.CommitAsync();
                return lost;
            }

            // A loser must leave nothing: once more, with the winners alone.
            await transaction.RollbackAsync();
            lost.AddRange(losers);
            winners = [.. winners.Except(losers)];
        }

        return lost;
    }

    /// <summary>Answers how many rows each stream got; less than nothing where another activation is further on.</summary>
    private static async Task<Dictionary<string, int>> Store(NpgsqlConnection connection, IReadOnlyList<JournalUnit> units)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = QueryDatabase.TimeoutSeconds };
        batch.BatchCommands.Add(InsertOf(units));
        batch.BatchCommands.Add(Command(Overtaken, units.Select(unit => (unit.Stream, unit.Last))));
        if (units.SelectMany(unit => unit.Erase.Select(seq => (unit.Stream, seq))).ToList() is { Count: > 0 } erase)
        {
            batch.BatchCommands.Add(Command(Erase, erase));
        }

        var stored = new Dictionary<string, int>();
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var stream = reader.GetString(0);
            stored[stream] = stored.GetValueOrDefault(stream) + 1;
        }

        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            stored[reader.GetString(0)] = -1;
        }

        await reader.NextResultAsync();
        return stored;
    }

    private static NpgsqlBatchCommand InsertOf(IReadOnlyList<JournalUnit> units)
    {
        var rows = units.SelectMany(unit => unit.Entries.Select(entry => (unit.Stream, Entry: entry))).ToList();
        var command = Command(Insert, rows.Select(row => (row.Stream, row.Entry.Seq)));
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. rows.Select(row => row.Entry.At.UtcDateTime)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Entry.Kind)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Entry.Data)] });
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, IEnumerable<(JournalStream Stream, long Seq)> places)
    {
        var all = places.ToList();
        return new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. all.Select(place => place.Stream.Name.Slice)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. all.Select(place => place.Stream.Key)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. all.Select(place => place.Seq)] },
            },
        };
    }
}
