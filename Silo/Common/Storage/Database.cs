using System.Data.Common;
using OrleansBackends.Silo.Common.Journals;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>The database of a silo. Everything that differs between PostgreSQL and SQLite stands behind this class.</summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>Name under which Orleans' ADO.NET providers know the database; they accept no other.</summary>
    public abstract string Invariant { get; }

    /// <summary>Namespace of the exceptions that may travel from a silo to a caller.</summary>
    public abstract string FaultNamespace { get; }

    /// <summary>Connections that may write.</summary>
    public abstract DbDataSource Writes { get; }

    /// <summary>Connections for queries, which never wait for a writer.</summary>
    public abstract DbDataSource Reads { get; }

    public abstract ISqlDialect Dialect { get; }

    public abstract JournalStore Journal { get; }

    /// <summary>Brings the schema up to date under a lock, so any number of silos may start at once.</summary>
    /// <exception cref="StartRefusedException">The database is newer than this program, cannot be reached, or a script failed.</exception>
    public abstract Task InstallSchemaAsync(CancellationToken cancellation);

    /// <summary>Whether the database answers within the given time.</summary>
    public async Task<bool> AnswersAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            await using var connection = await Reads.OpenConnectionAsync(deadline.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(deadline.Token);
            return true;
        }
        catch (Exception fault) when (fault is DbException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    public abstract ValueTask DisposeAsync();
}
