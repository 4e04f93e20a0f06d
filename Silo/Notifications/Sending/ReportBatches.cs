using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>An attempt that ended, on its way to its dispatch.</summary>
internal sealed record Attempt(ClaimedMessage Claim, SendReport Report);

/// <summary>
/// Brings reports to their dispatches, one call at a time to each: what ends meanwhile goes with the next, so a busy dispatch gets few calls with many
/// reports, and an idle one gets each at once.
/// </summary>
internal sealed class ReportBatches(Func<DispatchKey, IReadOnlyList<Attempt>, Task> deliver)
{
    private readonly Dictionary<DispatchKey, Batch> waiting = [];
    private readonly Lock adding = new();

    /// <summary>Completes when the report has arrived, or was lost.</summary>
    public Task Post(DispatchKey dispatch, Attempt attempt)
    {
        Batch batch;
        lock (adding)
        {
            if (waiting.TryGetValue(dispatch, out var next))
            {
                next.Attempts.Add(attempt);
                return next.Done.Task;
            }

            waiting.Add(dispatch, new Batch());
            batch = new Batch { Attempts = { attempt } };
        }

        DeliverAll(dispatch, batch).Ignore();
        return batch.Done.Task;
    }

    private async Task DeliverAll(DispatchKey dispatch, Batch batch)
    {
        while (batch.Attempts.Count > 0)
        {
            await deliver(dispatch, batch.Attempts);
            batch.Done.SetResult();
            lock (adding)
            {
                batch = waiting[dispatch];
                if (batch.Attempts.Count > 0)
                {
                    waiting[dispatch] = new Batch();
                }
                else
                {
                    waiting.Remove(dispatch);
                }
            }
        }
    }

    private sealed class Batch
    {
        public List<Attempt> Attempts { get; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
