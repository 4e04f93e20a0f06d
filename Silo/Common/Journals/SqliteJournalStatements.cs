using Microsoft.Data.Sqlite;

namespace OrleansBackends.Silo.Common.Journals;

/// <summary>The statements of one commit, prepared once and run for each entry.</summary>
internal sealed class SqliteJournalStatements(SqliteConnection connection, SqliteTransaction transaction) : IDisposable
{
    // A number whose row was trimmed is free again, but the last row always stays: whoever is not behind it is the owner.
    private readonly SqliteCommand insert = Command(
        connection,
        transaction,
        """
        INSERT INTO journal (slice, stream, seq, at, kind, data)
        SELECT @slice, @stream, @seq, @at, @kind, @data
         WHERE NOT EXISTS (SELECT 1 FROM journal WHERE slice = @slice AND stream = @stream AND seq > @seq)
        ON CONFLICT DO NOTHING
        """,
        "@slice", "@stream", "@seq", "@at", "@kind", "@data");

    private readonly SqliteCommand erase = Command(
        connection, transaction, "UPDATE journal SET data = '{}' WHERE slice = @slice AND stream = @stream AND seq = @seq", "@slice", "@stream", "@seq");

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
    }

    private static int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = new SqliteCommand(sql, connection, transaction);
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
