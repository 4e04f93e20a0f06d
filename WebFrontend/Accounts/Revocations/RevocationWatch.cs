using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// Keeps the revocation set: the feed tells at once, and every five seconds, or when the feed has a gap, the documents are read. They alone count
/// for freshness, so a feed that is cut off costs seconds and no safety.
/// </summary>
internal sealed partial class RevocationWatch(
    IGrainFactory grains, LiveConnector live, RevocationSet revocations, TokenKeys keys, ProtectionKeyWatch protection, UserNames names, TimeProvider time,
    ILogger<RevocationWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>Commits become visible out of the order of their times, by less than this.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim wake = new(0, 1);
    private DateTimeOffset? lastCut;
    private IDisposable? subscription;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = live.Listen(IRevocationsGrain.Topic, grains.GetGrain<IRevocationsGrain>(IRevocationsGrain.Main), Hear);
        await TryRead();
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        subscription?.Dispose();
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

    private void Hear(LiveBatch batch)
    {
        foreach (var happened in batch.Events)
        {
            switch (happened.Name)
            {
                case IRevocationsGrain.CutEvent:
                    revocations.Add(JsonSerializer.Deserialize<Cut>(happened.Data, WireJson.Options)!);
                    break;
                case IRevocationsGrain.ProfileEvent:
                    names.Forget(JsonSerializer.Deserialize<UserId>(happened.Data, WireJson.Options));
                    break;
                default:
                    keys.Forget();
                    protection.Wake();
                    break;
            }
        }

        if (batch.Reset && wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }

    private async Task TryRead()
    {
        try
        {
            await ReadAsync();
        }
        catch (Exception fault)
        {
            LogNotRead(logger, fault); // The set says by its age whether it may still be used.
        }
    }

    internal async Task ReadAsync()
    {
        var now = time.GetUtcNow();
        await Read(lastCut - Overlap ?? now - Cut.Kept - Overlap);
        revocations.ReadCompletely(now);
    }

    private async Task Read(DateTimeOffset since)
    {
        var queries = grains.GetGrain<IAccountQueries>(IAccountQueries.Key);
        string? cursor = null;
        do
        {
            var page = await queries.CutsSince(since, cursor);
            foreach (var cut in page.Cuts)
            {
                revocations.Add(cut);
                lastCut = lastCut is { } last && last > cut.At ? last : cut.At;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Revocations could not be read; the next reading is in 5 s.")]
    private static partial void LogNotRead(ILogger logger, Exception fault);
}
