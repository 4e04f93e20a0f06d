using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>Brings what attempts came to into the log of their dispatch.</summary>
internal sealed partial class ReportDelivery(IGrainFactory grains, AttemptsInHand inHand, TimeProvider time, ILogger<ReportDelivery> logger)
{
    /// <summary>How often an outcome is reported before the dispatch must ask for its messages again.</summary>
    private const int MostTries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Null when the dispatch did not answer; what it then hands out again is still in hand.</summary>
    public async Task<Reported?> Deliver(DispatchKey dispatch, IReadOnlyList<Attempt> attempts, CancellationToken closing)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Report(dispatch, attempts);
            }
            catch (Exception fault)
            {
                // A report counts once, so it may be made again.
                LogNotReported(logger, fault, attempts.Count, dispatch.Text);
            }

            if (tries == MostTries || closing.IsCancellationRequested)
            {
                return null;
            }

            await Task.WhenAny(Task.Delay(Pause, time, closing));
        }
    }

    private async Task<Reported> Report(DispatchKey dispatch, IReadOnlyList<Attempt> attempts)
    {
        var reported = await grains.GetGrain<IDispatchGrain>(dispatch.Text).Report([.. attempts.Select(attempt => attempt.Report)]);
        var noted = reported.Verdicts.Select(verdict => verdict.Id).ToHashSet();
        inHand.Noted(dispatch, attempts.Select(attempt => attempt.Claim).Where(claim => noted.Contains(claim.Message.Id)));
        return reported;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of {Count} messages of {Dispatch} could not be noted; it is reported again.")]
    private static partial void LogNotReported(ILogger logger, Exception fault, int count, string dispatch);
}
