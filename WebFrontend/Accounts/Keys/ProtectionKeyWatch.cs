using Microsoft.AspNetCore.DataProtection;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// Reads the ring's elements before this process serves anybody, again when the feed says that keys changed, and every five seconds in any case: so
/// long at most until a key that was made elsewhere is known here.
/// </summary>
internal sealed partial class ProtectionKeyWatch(
    ProtectionKeys keys, IDataProtectionProvider protection, ILogger<ProtectionKeyWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryStarting = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim wake = new(0, 1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await TryRead())
        {
            await Task.Delay(RetryStarting, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    public void Wake()
    {
        if (wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await wake.WaitAsync(Period, stoppingToken);
            await TryRead();
        }
    }

    internal async Task ReadAsync()
    {
        if (await keys.ReadAsync())
        {
            // The framework takes up what is new in the background of the first use; better of this one than of a request's.
            protection.CreateProtector(nameof(ProtectionKeyWatch)).Protect([]);
        }
    }

    private async Task<bool> TryRead()
    {
        try
        {
            await ReadAsync();
            return true;
        }
        catch (Exception fault)
        {
            LogNotRead(logger, fault); // Those known serve on.
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Data-protection keys could not be read; they are asked for again.")]
    private static partial void LogNotRead(ILogger logger, Exception fault);
}
