using System.Net;
using Microsoft.Extensions.Options;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Silo.Common;

/// <summary>
/// <c>/health/live</c> and <c>/health/ready</c> of a silo process, where a port is configured. It starts after the silo and stops before it; ready
/// means that nobody stops the silo and that its database answers.
/// </summary>
internal sealed class HealthEndpoint(IOptions<ClusterSettings> settings, Database database, IHostApplicationLifetime lifetime) : IHostedService
{
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(2);

    private WebApplication? web;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Value is not { HealthPort: { } port } cluster)
        {
            return;
        }

        // Loopback stays loopback; a silo on a network is asked from wherever its platform looks.
        var address = IPAddress.IsLoopback(cluster.FindAddress()!) ? IPAddress.Loopback : IPAddress.Any;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address, port));
        builder.Services.AddRoutingCore();
        web = builder.Build();
        web.MapGet("/health/live", () => Results.Text("live"));
        web.MapGet("/health/ready", async () => await IsReady() ? Results.Text("ready") : Results.Text("not ready", statusCode: 503));
        await web.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (web is not null)
        {
            await web.StopAsync(cancellationToken);
            await web.DisposeAsync();
        }
    }

    private async Task<bool> IsReady() =>
        lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested
        && await database.AnswersAsync(DatabasePatience);
}
