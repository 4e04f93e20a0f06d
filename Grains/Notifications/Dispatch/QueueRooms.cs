using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>
/// Which queues are full, as each said about two seconds ago. Nobody waits for a queue: it is asked beside the answer, and until it has said so none is
/// taken for full.
/// </summary>
internal sealed partial class QueueRooms(IGrainFactory grains, TimeProvider time, ILogger<QueueRooms> logger)
{
    private const int MaxKept = 10_000;

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (bool IsFull, DateTimeOffset AskAgain)> known = new();

    public bool IsFull(string dispatch)
    {
        var now = time.GetUtcNow();
        var (isFull, askAgain) = known.GetValueOrDefault(dispatch);
        if (askAgain <= now)
        {
            Keep(dispatch, isFull, now);
            Ask(dispatch).Ignore();
        }

        return isFull;
    }

    private async Task Ask(string dispatch)
    {
        try
        {
            Keep(dispatch, await grains.GetGrain<IDispatchGrain>(dispatch).IsFull(), time.GetUtcNow());
        }
        catch (Exception fault)
        {
            // Accepting goes on without its answer: the queue itself refuses what it has no room for.
            LogNotAsked(logger, fault, dispatch);
        }
    }

    private void Keep(string dispatch, bool isFull, DateTimeOffset now)
    {
        if (known.Count >= MaxKept)
        {
            known.Clear();
        }

        known[dispatch] = (isFull, now + Age);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Dispatch} did not say whether it is full; it is asked again.")]
    private static partial void LogNotAsked(ILogger logger, Exception fault, string dispatch);
}
