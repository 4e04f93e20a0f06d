using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Polls.SecretBallots;

/// <summary>While it lives, the database takes no row of one stream of the journal.</summary>
internal sealed class RefusedRows : IAsyncDisposable
{
    private readonly Database database;

    private RefusedRows(Database database) => this.database = database;

    public static async Task<RefusedRows> Of(ClusterFixture cluster, string stream)
    {
        var refused = new RefusedRows(cluster.Services.GetRequiredService<Database>());
        await refused.Run($"CREATE TRIGGER refused_rows BEFORE INSERT ON journal WHEN NEW.stream = '{stream}' BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");
        return refused;
    }

    public async ValueTask DisposeAsync() => await Run("DROP TRIGGER refused_rows");

    private async Task Run(string sql)
    {
        await using var connection = await database.Writes.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
