using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Whether this process should be sent requests: it has started, is not about to stop, and reaches the cluster. A stopping process first says so,
/// serves on for <see cref="FrontendOptions.DrainTime"/>, then lets HTTP and the hub drain, and only then leaves the cluster.
/// </summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime, IOptions<FrontendOptions> options) : IHostedLifecycleService
{
    private volatile bool connected = true;

    public bool IsReady =>
        connected && lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>A client's gateways came or went.</summary>
    public void Connected(bool now) => connected = now;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(options.Value.DrainTime, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
