using Npgsql;

[assembly: AssemblyFixture(typeof(OrleansBackends.Tests.Common.PostgresFixture))]

namespace OrleansBackends.Tests.Common;

/// <summary>One PostgreSQL for the whole run, started when the first test asks: the one of <c>ConnectionStrings__Backends</c>, or the machine's own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly Lazy<Task<string>> server;
    private readonly List<string> databases = [];
    private PostgresServer? own;

    public PostgresFixture() => server = new Lazy<Task<string>>(FindServerAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new, empty database; without PostgreSQL the test is skipped.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var connectionString = await server.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(connectionString, $"CREATE DATABASE {name}");
        lock (databases)
        {
            databases.Add(name);
        }

        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (own is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await own.DisposeAsync();
            return;
        }

        foreach (var name in databases)
        {
            await ExecuteAsync(await server.Value, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> FindServerAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Backends") is { Length: > 0 } given)
        {
            return given;
        }

        if (PostgresServer.FindObstacle() is { } obstacle)
        {
            Assert.Skip(obstacle);
        }

        own = await PostgresServer.StartNewAsync();
        return own.ConnectionString;
    }
}
