using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using OrleansBackends.Tests.Common.Processes;

namespace OrleansBackends.Tests.Web;

/// <summary>The embedded mode as a process of its own, in the Production environment.</summary>
public sealed class ProductionTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http;
    private readonly ServerProcess frontend;

    public ProductionTests()
    {
        var port = FreePort.Next();
        frontend = ServerProcess.Start("OrleansBackends.WebFrontend", port,
        [
            new("ASPNETCORE_ENVIRONMENT", "Production"),
            new("PORT", $"{port}"),
            new("Storage:Folder", folder.Path),
            new("Secrets:MasterKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            new("Accounts:SetupTokenFile", Path.Combine(folder.Path, "setup-token")),
            new("Notifications:Email", "None"),
            new("Proxy:Known", "127.0.0.0/8"),
            new("Frontend:DrainTime", "00:00:03"),
        ]);
        http = new HttpClient { BaseAddress = frontend.Address };
    }

    public async ValueTask InitializeAsync() => await frontend.Ready();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await frontend.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Browsers_are_told_to_come_back_by_tls_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "go.example.org" } };
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("max-age=", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_told_to_stop_says_so_first_and_serves_on_until_balancers_have_seen_it()
    {
        var stopping = frontend.Stop();
        var begun = Stopwatch.GetTimestamp();
        var ready = HttpStatusCode.OK;
        while (ready == HttpStatusCode.OK && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(2))
        {
            using var health = await http.GetAsync("/health/ready");
            ready = health.StatusCode;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        using var served = await http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        await stopping;
    }
}
