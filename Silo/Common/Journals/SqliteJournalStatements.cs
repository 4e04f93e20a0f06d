using Microsoft.Data.Sqlite;

namespace OrleansBackends.Silo.Common.Journals;

/// <summary>An open connection and its statements: each is prepared when it first runs, and stays so from commit to commit.</summary>
internal sealed class SqliteJournalStatements(SqliteConnection connection) : IDisposable
{
    // A number whose row was trimmed is free again, but the last row always stays: whoever is not behind it is the owner.
    private readonly SqliteCommand insert = Command(
        connection,
        """
        INSERT INTO journal (slice, stream, seq, at, kind, data)
        SELECT @slice, @stream, @seq, @at, @kind, @data
         WHERE NOT EXISTS (SELECT 1 FROM journal WHERE slice = @slice AND stream = @stream AND seq > @seq)
        ON CONFLICT DO NOTHING
        """,
        "@slice", "@stream", "@seq", "@at", "@kind", "@data");

    private readonly SqliteCommand erase = Command(
        connection, "UPDATE journal SET data = '{}' WHERE slice = @slice AND stream = @stream AND seq = @seq", "@slice", "@stream", "@seq");

    /// <summary>Begins a transaction that all entries go into until it ends.</summary>
    public SqliteTransaction Begin()
    {
        var transaction = connection.BeginTransaction(deferred: false);
        insert.Transaction = transaction;
        erase.Transaction = transaction;
        return transaction;
    }

    /// <returns>False when an entry's number was taken; entries before it may be there.</returns>
    public bool Store(JournalUnit unit)
    {
        var (slice, stream) = (unit.Stream.Name.Slice, unit.Stream.Key);
        foreach (var entry in unit.Entries)
        {
            if (Run(insert, slice, stream, entry.Seq, entry.At.ToText(), entry.Kind, entry.Data) == 0)
            {
                return false;
            }
        }

        foreach (var seq in unit.Erase)
        {
            Run(erase, slice, stream, seq);
        }

        return true;
    }

    public void Dispose()
    {
        insert.Dispose();
        erase.Dispose();
        connection.Dispose();
    }

    private static int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = new SqliteCommand(sql, connection);
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
