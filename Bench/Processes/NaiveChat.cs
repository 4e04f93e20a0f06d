using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansBackends.Bench.Processes;

/// <summary>Kestrel with one endpoint that keeps each message it is sent by an INSERT of its own, as the first version of any chat does.</summary>
internal static class NaiveChat
{
    private const string ConnectionString = "NaiveChat:Database";

    public static async Task<ServerProcess> Start(string connectionString)
    {
        var port = FreePort.Next();
        var naive = ServerProcess.Start(
            "OrleansBackends.Bench", port, [new("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), new(ConnectionString, connectionString)], "serve", "naive-chat");
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
            "CREATE TABLE naive_messages (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room text NOT NULL, client_id text NOT NULL, text text NOT NULL, at timestamptz NOT NULL)"))
        {
            await create.ExecuteNonQueryAsync();
        }

        await using var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/rooms/{room}/messages", async (string room, NaiveMessage message) =>
        {
            await using var insert = source.CreateCommand("INSERT INTO naive_messages (room, client_id, text, at) VALUES ($1, $2, $3, now()) RETURNING id");
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = room });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = message.ClientId });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = message.Text });
            return Results.Json(new { seq = (long)(await insert.ExecuteScalarAsync())! }, statusCode: StatusCodes.Status201Created);
        });
        await app.RunAsync();
    }

    private sealed record NaiveMessage(string ClientId, string Text);
}
