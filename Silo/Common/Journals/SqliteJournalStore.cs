using System.Data.Common;
using Microsoft.Data.Sqlite;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Silo.Common.Journals;

/// <summary>Keeps one connection, since what is prepared on it ends with it, and uses it in its turns only.</summary>
internal sealed class SqliteJournalStore(SqliteWrites writes, DbDataSource reads) : JournalStore(writes, reads), IAsyncDisposable
{
    private const int Constraint = 19;

    private SqliteJournalStatements? kept;

    /// <summary>The database has one writer at a time.</summary>
    public override int Lanes => 1;

    public override bool IsRefusal(DbException fault) => fault is SqliteException { SqliteErrorCode: Constraint };

    public override async Task<IReadOnlyList<JournalUnit>> Commit(IReadOnlyList<JournalUnit> units)
    {
        using var turn = await writes.EnterAsync();
        try
        {
            kept ??= new SqliteJournalStatements(writes.OpenForTurns());
            return Commit(kept, units);
        }
        catch
        {
            Close(); // Whatever the fault has left of it.
            throw;
        }
    }

    /// <summary>In a turn of its own: another silo of the process may be committing.</summary>
    public async ValueTask DisposeAsync()
    {
        using var turn = await writes.EnterAsync();
        Close();
    }

    private void Close()
    {
        kept?.Dispose();
        kept = null;
    }

    private static List<JournalUnit> Commit(SqliteJournalStatements statements, IReadOnlyList<JournalUnit> units)
    {
        using var transaction = statements.Begin();
        var lost = new List<JournalUnit>();
        foreach (var unit in units)
        {
            if (unit.Count == 1 && !unit.Erase.Any())
            {
                if (!statements.Store(unit))
                {
                    lost.Add(unit);
                }

                continue;
            }

            transaction.Save("unit");
            if (!statements.Store(unit))
            {
                transaction.Rollback("unit");
                lost.Add(unit);
            }

            transaction.Release("unit");
        }

        transaction.Commit();
        return lost;
    }
}
