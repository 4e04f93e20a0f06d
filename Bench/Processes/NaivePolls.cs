using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansBackends.Bench.Processes;

/// <summary>Kestrel with one endpoint that keeps each ballot it is sent by an INSERT of its own, as the first version of any poll does.</summary>
internal static class NaivePolls
{
    private const string ConnectionString = "NaivePolls:Database";

    public static async Task<ServerProcess> Start(string connectionString)
    {
        var port = FreePort.Next();
        var naive = ServerProcess.Start(
            "OrleansBackends.Bench", port, [new("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), new(ConnectionString, connectionString)], "serve", "naive-polls");
        await naive.Ready();
        return naive;
    }

    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        await using var source = new NpgsqlSlimDataSourceBuilder(
            $"{builder.Configuration[ConnectionString]};Maximum Pool Size=25;Max Auto Prepare=20;Auto Prepare Min Usages=2;No Reset On Close=true").Build();
        await using (var create = source.CreateCommand(
            "CREATE TABLE naive_votes (poll text, voter text, choice text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (poll, voter))"))
        {
            await create.ExecuteNonQueryAsync();
        }

        await using var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPut("/polls/{poll}/ballot", async (string poll, NaiveBallot ballot, HttpRequest request) =>
        {
            await using var insert = source.CreateCommand(
                """
                INSERT INTO naive_votes (poll, voter, choice, at) VALUES ($1, $2, $3, now())
                ON CONFLICT (poll, voter) DO UPDATE SET choice = excluded.choice, at = excluded.at RETURNING at
                """);
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = poll });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Headers["Voter-Token"].ToString() });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ballot.Choices[0] });
            return Results.Json(new { castAt = (DateTime)(await insert.ExecuteScalarAsync())! }, statusCode: StatusCodes.Status201Created);
        });
        await app.RunAsync();
    }

    private sealed record NaiveBallot(string[] Choices);
}
