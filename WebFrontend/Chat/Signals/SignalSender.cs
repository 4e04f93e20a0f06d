using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>
/// Sends what waits, one batch for each place, over the stream. What gets lost there is healed by the next renewal of who is here, or typed again.
/// </summary>
internal sealed partial class SignalSender(
    SignalQueue queue, Attendance attendance, IClusterClient cluster, TimeProvider time, ILogger<SignalSender> logger) : BackgroundService
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(15);

    /// <summary>Bursts within this time travel together.</summary>
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(50);

    private readonly string frontend = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var renewal = time.GetTimestamp(); ;)
        {
            var left = RenewEvery - time.GetElapsedTime(renewal);
            if (left > TimeSpan.Zero)
            {
                await queue.WaitAsync(left, stoppingToken);
                await Task.Delay(Coalesce, time, stoppingToken);
            }
            else
            {
                renewal = time.GetTimestamp();
                attendance.Renew();
            }

            await Task.WhenAll(queue.Take(frontend).Select(batch => Send(batch.Place, batch.Batch)));
        }
    }

    private async Task Send(string place, SignalBatch batch)
    {
        try
        {
            await cluster.GetStreamProvider(Streams.Provider).GetStream<SignalBatch>(StreamId.Create(SignalBatch.Namespace, place)).OnNextAsync(batch);
        }
        catch (Exception fault)
        {
            LogNotSent(logger, fault, place);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signals could not be sent to {Place}; who is here is said again with the next renewal.")]
    private static partial void LogNotSent(ILogger logger, Exception fault, string place);
}
