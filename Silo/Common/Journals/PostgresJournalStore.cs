using System.Data.Common;
using Npgsql;

namespace OrleansBackends.Silo.Common.Journals;

internal sealed class PostgresJournalStore(NpgsqlDataSource source) : JournalStore(source, source)
{
    private const string Insert =
        """
        INSERT INTO journal (slice, stream, seq, at, kind, data)
        SELECT slice, stream, seq, at, kind, data::jsonb
          FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::text[], $6::text[]) AS t(slice, stream, seq, at, kind, data)
        """;

    /// <summary>Answers the streams of one slice that have a row from a number on. A scalar subquery is never planned as a join, which without
    /// statistics would read the whole journal; one slice for all rows finds its partition once.</summary>
    private const string Ahead =
        """
        SELECT t.stream
          FROM unnest($2::text[], $3::bigint[]) AS t(stream, seq)
         WHERE (SELECT true FROM journal AS j WHERE j.slice = $1 AND j.stream = t.stream AND j.seq >= t.seq LIMIT 1)
        """;

    private const string FailIfAhead = $"SELECT 1 / CASE WHEN EXISTS ({Ahead}) THEN 0 ELSE 1 END";

    private const string Erase = "UPDATE journal SET data = '{}' WHERE slice = $1 AND stream = $2 AND seq = $3";

    /// <summary>While the disk works for one, the next gathers.</summary>
    public override int Lanes => 2;

    // Class 22 is a value that the column's type refuses, such as a NUL character in jsonb.
    public override bool IsRefusal(DbException fault) => fault.SqlState is ['2', '2', ..];

    public override async Task<IReadOnlyList<JournalUnit>> Commit(IReadOnlyList<JournalUnit> units)
    {
        await using var connection = await source.OpenConnectionAsync();
        var winners = units;
        while (winners.Count > 0 && !await TryStore(connection, winners))
        {
            var ahead = await FindAhead(connection, winners);
            if (ahead.Count == 0)
            {
                throw new InvalidOperationException("The database takes no rows of streams that nobody went on with: the journal has a constraint besides its key.");
            }

            winners = [.. winners.Where(unit => !ahead.Contains(unit.Stream.Key))];
        }

        return [.. units.Except(winners)];
    }

    /// <summary>All or nothing, in one round trip: a batch is a transaction by itself.</summary>
    private static async Task<bool> TryStore(NpgsqlConnection connection, IReadOnlyList<JournalUnit> units)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = QueryDatabase.TimeoutSeconds };
        batch.BatchCommands.Add(InsertOf(units));

        // A number whose row was trimmed is free again, but the last row always stays. Asked after the insert, with a snapshot of its own.
        foreach (var slice in units.GroupBy(unit => unit.Stream.Name.Slice))
        {
            batch.BatchCommands.Add(AheadOf(FailIfAhead, slice, unit => unit.Last + 1));
        }

        foreach (var (stream, seq) in units.SelectMany(unit => unit.Erase.Select(seq => (unit.Stream, seq))))
        {
            batch.BatchCommands.Add(EraseOf(stream, seq));
        }

        try
        {
            await batch.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException lost) when (lost.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DivisionByZero)
        {
            return false;
        }
    }

    /// <summary>The streams that another activation went on with.</summary>
    private static async Task<HashSet<string>> FindAhead(NpgsqlConnection connection, IReadOnlyList<JournalUnit> units)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = QueryDatabase.TimeoutSeconds };
        foreach (var slice in units.GroupBy(unit => unit.Stream.Name.Slice))
        {
            batch.BatchCommands.Add(AheadOf(Ahead, slice, unit => unit.First));
        }

        await using var reader = await batch.ExecuteReaderAsync();
        var ahead = new HashSet<string>();
        do
        {
            while (await reader.ReadAsync())
            {
                ahead.Add(reader.GetString(0));
            }
        }
        while (await reader.NextResultAsync());
        return ahead;
    }

    private static NpgsqlBatchCommand InsertOf(IReadOnlyList<JournalUnit> units)
    {
        var rows = units.SelectMany(unit => unit.Entries.Select(entry => (unit.Stream, Entry: entry))).ToList();
        return new NpgsqlBatchCommand(Insert)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Stream.Name.Slice)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Stream.Key)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(row => row.Entry.Seq)] },
                new NpgsqlParameter<DateTime[]> { TypedValue = [.. rows.Select(row => row.Entry.At.UtcDateTime)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Entry.Kind)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Entry.Data)] },
            },
        };
    }

    private static NpgsqlBatchCommand AheadOf(string sql, IGrouping<string, JournalUnit> slice, Func<JournalUnit, long> from) => new(sql)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = slice.Key },
            new NpgsqlParameter<string[]> { TypedValue = [.. slice.Select(unit => unit.Stream.Key)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. slice.Select(from)] },
        },
    };

    private static NpgsqlBatchCommand EraseOf(JournalStream stream, long seq) => new(Erase)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = stream.Name.Slice },
            new NpgsqlParameter<string> { TypedValue = stream.Key },
            new NpgsqlParameter<long> { TypedValue = seq },
        },
    };
}
