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
    private readonly Dictionary<DispatchKey, List<Attempt>> waiting = [];
    private readonly Lock adding = new();

    public void Post(DispatchKey dispatch, Attempt attempt)
    {
        lock (adding)
        {
            if (waiting.TryGetValue(dispatch, out var next))
            {
                next.Add(attempt);
                return;
            }

            waiting.Add(dispatch, []);
        }

        DeliverAll(dispatch, [attempt]).Ignore();
    }

    private async Task DeliverAll(DispatchKey dispatch, List<Attempt> attempts)
    {
        while (attempts.Count > 0)
        {
            await deliver(dispatch, attempts);
            lock (adding)
            {
                attempts = waiting[dispatch];
                if (attempts.Count > 0)
                {
                    waiting[dispatch] = [];
                }
                else
                {
                    waiting.Remove(dispatch);
                }
            }
        }
    }
}
