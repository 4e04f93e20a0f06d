using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using OrleansBackends.Tests.Common.Processes;

namespace OrleansBackends.Tests.Web;

/// <summary>One process that is a frontend and a silo of a cluster on PostgreSQL.</summary>
public sealed class MemberModeTests(PostgresFixture postgres)
{
    [Fact]
    public async Task What_was_answered_is_still_there_when_the_process_was_stopped_and_started()
    {
        var database = await postgres.CreateDatabaseAsync();
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var first = await Start(database, key);
        using var maker = new HttpClient { BaseAddress = first.Address };
        using var made = await maker.PostAsJsonAsync("/api/links", new { url = "https://example.org/somewhere" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var code = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        await first.Stop();

        await using var second = await Start(database, key);
        using var visitor = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = second.Address };
        using var visit = await visitor.GetAsync($"/{code}");
        Assert.Equal("https://example.org/somewhere", visit.Headers.Location?.OriginalString);
    }

    private static async Task<ServerProcess> Start(string database, string key)
    {
        var port = FreePort.Next();
        var process = ServerProcess.Start("OrleansBackends.WebFrontend", port,
        [
            new("ASPNETCORE_ENVIRONMENT", "Development"),
            new("PORT", $"{port}"),
            new("Cluster:Mode", "Member"),
            new("Cluster:SiloPort", $"{FreePort.Next()}"),
            new("Cluster:GatewayPort", $"{FreePort.Next()}"),
            new("ConnectionStrings:Backends", database),
            new("Secrets:MasterKey", key),
        ]);
        await process.Ready();
        return process;
    }
}
