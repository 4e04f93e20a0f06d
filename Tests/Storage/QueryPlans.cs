using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

/// <summary>How a database would read a list.</summary>
internal static class QueryPlans
{
    /// <summary>Small tables are read whole, so PostgreSQL is told not to.</summary>
    public static async Task AssertUses(this StorageSilos silos, Db db, string index, string sql)
    {
        var source = (await silos.Get<Database>(db)).Reads;
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        var plan = new List<string>();
        if (db == Db.Postgres)
        {
            command.CommandText = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off";
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = $"{(db == Db.Postgres ? "EXPLAIN" : "EXPLAIN QUERY PLAN")} {sql.Replace("@at", db == Db.Postgres ? "'2027-01-01T00:00:00Z'::timestamptz" : "'2027-01-01T00:00:00.000Z'", StringComparison.Ordinal)}";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(db == Db.Postgres ? 0 : 3));
        }

        var text = string.Join('\n', plan);
        Assert.True(text.Contains(index, StringComparison.Ordinal), text);
        Assert.DoesNotContain("USE TEMP B-TREE FOR ORDER BY", text, StringComparison.Ordinal);
    }
}
