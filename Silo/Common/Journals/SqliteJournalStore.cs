using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace OrleansBackends.Silo.Common.Journals;

internal sealed class SqliteJournalStore(DbDataSource writes, DbDataSource reads) : JournalStore(writes, reads)
{
    private const int Constraint = 19;

    /// <summary>The database has one writer at a time.</summary>
    public override int Lanes => 1;

    public override bool IsRefusal(DbException fault) => fault is SqliteException { SqliteErrorCode: Constraint };

    public override async Task<IReadOnlyList<JournalUnit>> Commit(IReadOnlyList<JournalUnit> units)
    {
        await using var connection = (SqliteConnection)await Writes.OpenConnectionAsync();
        await using var transaction = connection.BeginTransaction(deferred: false);
        using var statements = new SqliteJournalStatements(connection, transaction);
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

        await transaction.CommitAsync();
        return lost;
    }
}
