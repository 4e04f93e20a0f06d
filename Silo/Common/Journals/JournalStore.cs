using System.Data.Common;

namespace OrleansBackends.Silo.Common.Journals;

/// <summary>The table behind the journal. Reading and trimming are the same on both databases.</summary>
internal abstract class JournalStore(DbDataSource writes, DbDataSource reads)
{
    private const string OfStream = "FROM journal WHERE slice = @slice AND stream = @stream";

    protected DbDataSource Writes => writes;

    /// <summary>How many commits of one silo are worth running side by side.</summary>
    public abstract int Lanes { get; }

    /// <summary>Commits the units in one transaction, each of another stream, and answers those that lost their stream and left nothing.</summary>
    public abstract Task<IReadOnlyList<JournalUnit>> Commit(IReadOnlyList<JournalUnit> units);

    /// <summary>Whether the database refused what an entry holds: nothing was stored, and the same entry will be refused again.</summary>
    public abstract bool IsRefusal(DbException fault);

    public async Task<long> LastSeq(StreamName name)
    {
        await using var connection = await reads.OpenConnectionAsync();
        await using var command = Command(connection, $"SELECT max(seq) {OfStream}", name);
        return await command.ExecuteScalarAsync() is long last ? last : 0;
    }

    public Task<IReadOnlyList<JournalEntry>> Read(StreamName name, long after, int limit) =>
        Read($"SELECT seq, at, kind, data {OfStream} AND seq > @from ORDER BY seq LIMIT @limit", name, after, limit);

    public Task<IReadOnlyList<JournalEntry>> ReadBack(StreamName name, long before, int limit) =>
        Read($"SELECT seq, at, kind, data {OfStream} AND seq < @from ORDER BY seq DESC LIMIT @limit", name, before, limit);

    public async Task Trim(StreamName name, long before, string? keep)
    {
        await using var connection = await writes.OpenConnectionAsync();
        var others = keep is null ? "" : "AND kind <> @keep";
        await using var command = Command(connection, $"DELETE {OfStream} AND seq < @before AND seq < (SELECT max(seq) {OfStream}) {others}", name);
        Bind(command, "before", before);
        if (keep is not null)
        {
            Bind(command, "keep", keep);
        }

        await command.ExecuteNonQueryAsync();
    }

    protected static void Bind(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static DbCommand Command(DbConnection connection, string sql, StreamName name)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = QueryDatabase.TimeoutSeconds;
        Bind(command, "slice", name.Slice);
        Bind(command, "stream", name.ToString());
        return command;
    }

    private async Task<IReadOnlyList<JournalEntry>> Read(string sql, StreamName name, long from, int limit)
    {
        await using var connection = await reads.OpenConnectionAsync();
        await using var command = Command(connection, sql, name);
        Bind(command, "from", from);
        Bind(command, "limit", limit);
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync())
        {
            entries.Add(new JournalEntry(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3)));
        }

        return entries;
    }
}
