using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansBackends.Tests.Common.Processes;

namespace OrleansBackends.Tests.Web;

/// <summary>The embedded mode as a process of its own in the Production environment, and a receiver of its telemetry.</summary>
public sealed class ProductionFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly WebApplication receiver;
    private readonly ConcurrentBag<string> requests = [];
    private readonly ConcurrentBag<ServerProcess> processes = [];

    public ProductionFixture()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new StreamReader(request.Body);
            var spans = await body.ReadToEndAsync();
            if (signal == "traces" && spans.Contains("Microsoft.AspNetCore", StringComparison.Ordinal))
            {
                requests.Add(spans);
            }
        });
    }

    /// <summary>The traces of requests that have arrived, of which the texts can be read.</summary>
    public string Requests => string.Concat(requests);

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await receiver.StartAsync();
        Http = new HttpClient { BaseAddress = (await StartAsync()).Address };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        await receiver.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A process with a data folder of its own.</summary>
    internal async Task<ServerProcess> StartAsync()
    {
        var port = FreePort.Next();
        var data = Path.Combine(folder.Path, $"{port}");
        var process = ServerProcess.Start("OrleansBackends.WebFrontend", port,
        [
            new("ASPNETCORE_ENVIRONMENT", "Production"),
            new("PORT", $"{port}"),
            new("Storage:Folder", data),
            new("Secrets:MasterKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            new("Accounts:SetupTokenFile", Path.Combine(data, "setup-token")),
            new("Notifications:Email", "None"),
            new("Proxy:Known", "127.0.0.0/8"),
            new("Frontend:DrainTime", "00:00:15"),
            new("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Urls.Single()),
            new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            new("OTEL_BSP_SCHEDULE_DELAY", "200"),
        ]);
        processes.Add(process);
        await process.Ready();
        return process;
    }
}
