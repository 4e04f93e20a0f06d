using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

/// <summary>How a database would read a list.</summary>
internal static class QueryPlans
{
    /// <summary>Small tables are read whole, so PostgreSQL is told not to.</summary>
    /// <param name="silos">Whose database.</param>
    /// <param name="db">Which of them.</param>
    /// <param name="index">What the plan must name.</param>
    /// <param name="sql">The query.</param>
    /// <param name="given">Rows that PostgreSQL shall think of, for indexes that cost the same while a table is empty; they are taken back.</param>
    public static async Task AssertUses(this StorageSilos silos, Db db, string index, string sql, string given = "")
    {
        await using var connection = await (await silos.Get<Database>(db)).Writes.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        var plan = new List<string>();
        if (db == Db.Postgres)
        {
            command.CommandText = $"BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off; {given}";
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = $"{(db == Db.Postgres ? "EXPLAIN" : "EXPLAIN QUERY PLAN")} {sql.Replace("@at", db == Db.Postgres ? "'2027-01-01T00:00:00Z'::timestamptz" : "'2027-01-01T00:00:00.000Z'", StringComparison.Ordinal)}";
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                plan.Add(reader.GetString(db == Db.Postgres ? 0 : 3));
            }
        }

        if (db == Db.Postgres)
        {
            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }

        var text = string.Join('\n', plan);
        Assert.True(text.Contains(index, StringComparison.Ordinal), text);
        Assert.DoesNotContain("USE TEMP B-TREE FOR ORDER BY", text, StringComparison.Ordinal);
    }
}
