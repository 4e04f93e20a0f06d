using Dapper;
using OrleansBackends.Silo.Common;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Storage;

public sealed class SchemaTests(PostgresFixture postgres) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory, OnBothDatabases]
    public async Task Installing_again_changes_nothing(Db db)
    {
        await using var database = await Create(db);
        await database.InstallSchemaAsync(CancellationToken.None);
        var first = await Scripts(database);

        await database.InstallSchemaAsync(CancellationToken.None);

        Assert.Equal(first, await Scripts(database));
        Assert.Equal("0001_orleans_query.sql", first[0].Name);
    }

    [Theory, OnBothDatabases]
    public async Task Silos_that_start_at_once_install_each_script_once(Db db)
    {
        await using var database = await Create(db);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.InstallSchemaAsync(CancellationToken.None))));

        var scripts = (await Scripts(database)).Select(script => script.Name).ToList();
        Assert.Equal(Directory.EnumerateFiles(Schema.Folder(db == Db.Sqlite ? "sqlite" : "postgres")).Select(Path.GetFileName).Order(), scripts);
    }

    [Theory, OnBothDatabases]
    public async Task A_database_of_a_newer_program_is_refused(Db db)
    {
        await using var database = await Create(db);
        await database.InstallSchemaAsync(CancellationToken.None);
        await Execute(database, "INSERT INTO schema_version (scriptname, applied) VALUES ('9999_future.sql', current_timestamp)");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => database.InstallSchemaAsync(CancellationToken.None));

        Assert.Equal("The database is newer than this program: it holds the script 9999_future.sql, which is not known here.", refused.Message);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_with_its_setting()
    {
        await using var database = new PostgresDatabase($"Host=127.0.0.1;Port={FreePort.Next()};Database=backends;Username=me;Password=secret");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => database.InstallSchemaAsync(CancellationToken.None));

        Assert.StartsWith("ConnectionStrings:Backends (or DATABASE_URL) names backends at 127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private async Task<Database> Create(Db db) =>
        db == Db.Sqlite ? new SqliteDatabase(folder.Path, Durability.Normal) : new PostgresDatabase(await postgres.CreateDatabaseAsync());

    private static async Task<List<(string Name, object Applied)>> Scripts(Database database)
    {
        await using var connection = await database.Reads.OpenConnectionAsync();
        return [.. (await connection.QueryAsync("SELECT scriptname AS name, applied FROM schema_version ORDER BY scriptname"))
            .Select(row => ((string)row.name, (object)row.applied))];
    }

    private static async Task Execute(Database database, string sql)
    {
        await using var connection = await database.Writes.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
