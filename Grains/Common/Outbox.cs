using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Grains.Common;

/// <summary>
/// Delivers what a document owes, at least once and in order of its list, on an interleaving timer that only sends; what was acknowledged is
/// removed by an ordinary turn. So two grains that owe each other something cannot block each other.
/// </summary>
/// <param name="grain">The owner.</param>
/// <param name="owed">What the durable document owes now.</param>
/// <param name="send">Hands one item to its receiver; a fault leaves the item owed, and those behind it, which may rest on it.</param>
/// <param name="logger">Told when an item stays owed.</param>
/// <param name="queueOf">Which items rest on each other, where not all do: those of another queue are delivered beside, whatever becomes of this one.</param>
public sealed partial class Outbox(
    IGrainBase grain, Func<ImmutableList<OutboxItem>> owed, Func<OutboxItem, Task> send, ILogger logger, Func<OutboxItem, string>? queueOf = null)
{
    /// <summary>How many items a document may owe before it refuses further commands with <see cref="Errors.OutboxFull"/>.</summary>
    public const int Bound = 32;

    private IGrainTimer? timer;
    private bool awake;

    /// <summary>Starts delivery of what is owed and answers at once; called after each commit, at activation and by the sweeper.</summary>
    public void Wake()
    {
        if (awake || owed().IsEmpty)
        {
            return;
        }

        awake = true;
        timer ??= grain.RegisterGrainTimer(
            static (outbox, ending) => outbox.Begin(ending), this,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private Task Begin(CancellationToken ending)
    {
        // An ending activation waits for its ticks, and its successor for it. So the tick does not wait for the receivers: what runs on stays
        // on the grain's scheduler and stops at the end.
        Deliver(ending).Ignore();
        return Task.CompletedTask;
    }

    private async Task Deliver(CancellationToken ending)
    {
        try
        {
            // What commits add while this runs is delivered by the next round, unless it rests on what failed.
            var failed = new HashSet<string>();
            while (!ending.IsCancellationRequested && Owed(failed) is { Count: > 0 } queues)
            {
                await Send(queues, failed, ending);
            }
        }
        catch (Exception fault) when (!ending.IsCancellationRequested)
        {
            LogStaysOwed(logger, fault, grain.GrainContext.GrainId, owed().Count);
        }
        catch (OperationCanceledException)
        {
            // The activation ends; the next one, or the sweeper, goes on.
        }
        finally
        {
            awake = false;
        }
    }

    private List<IGrouping<string, OutboxItem>> Owed(HashSet<string> failed) =>
        [.. owed().GroupBy(item => queueOf is null ? "" : queueOf(item)).Where(queue => !failed.Contains(queue.Key))];

    private async Task Send(List<IGrouping<string, OutboxItem>> queues, HashSet<string> failed, CancellationToken ending)
    {
        var delivered = new List<string>();
        try
        {
            await Task.WhenAll(queues.Select(queue => Send(queue, delivered, failed, ending)));
        }
        finally
        {
            if (delivered.Count > 0)
            {
                await grain.GrainContext.GrainReference.AsReference<IOutboxGrain>().OutboxDelivered(delivered).WaitAsync(ending);
            }
        }
    }

    private async Task Send(IGrouping<string, OutboxItem> queue, List<string> delivered, HashSet<string> failed, CancellationToken ending)
    {
        try
        {
            foreach (var item in queue)
            {
                await send(item).WaitAsync(ending);
                delivered.Add(item.Id);
            }
        }
        catch (Exception fault) when (!ending.IsCancellationRequested)
        {
            failed.Add(queue.Key);
            LogStaysOwed(logger, fault, grain.GrainContext.GrainId, owed().Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} could not deliver and still owes {Count} outbox items; the sweeper tries again.")]
    private static partial void LogStaysOwed(ILogger logger, Exception fault, GrainId grain, int count);
}
