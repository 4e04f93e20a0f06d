using Microsoft.Extensions.Hosting;

namespace OrleansBackends.Grains.Common;

internal static class HostStart
{
    /// <summary>Completes when the host has started; before its silo has joined the cluster no grain can be called.</summary>
    public static async Task Started(this IHostApplicationLifetime host, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var signal = host.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }
}
