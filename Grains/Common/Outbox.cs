using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace OrleansBackends.Grains.Common;

/// <summary>Something a document owes to others. Its id is the operation id at the receiver, so a second delivery has no second effect.</summary>
public sealed record OutboxItem(string Id, string Kind, string Data, DateTimeOffset At)
{
    public static OutboxItem Of<T>(Guid id, string kind, T data, DateTimeOffset at) => new(id.ToString("N"), kind, DocumentJson.Write(data), at);

    public T Read<T>() => DocumentJson.Read<T>(Data);
}

/// <summary>
/// Delivers what a document owes, at least once and in order of its list, on an interleaving timer that only sends; what was acknowledged is
/// removed by an ordinary turn. So two grains that owe each other something cannot block each other.
/// </summary>
public sealed partial class Outbox(
    IGrainBase grain, Func<ImmutableList<OutboxItem>> owed, Func<OutboxItem, Task> send, ILogger logger)
{
    /// <summary>How many items a document may owe before it refuses further commands with <see cref="Errors.OutboxFull"/>.</summary>
    public const int Bound = 32;

    private bool delivering;

    /// <summary>Starts delivery of what is owed; call it after each commit and at activation.</summary>
    public void Wake()
    {
        if (!delivering && owed().Count > 0)
        {
            delivering = true;
            grain.RegisterGrainTimer(
                static (outbox, _) => outbox.Deliver(), this,
                new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
    }

    private async Task Deliver()
    {
        var delivered = new List<string>();
        try
        {
            foreach (var item in owed())
            {
                await send(item);
                delivered.Add(item.Id);
            }
        }
        catch (Exception fault)
        {
            // The item stays owed: the sweeper tries again. Items behind it wait, since they may rest on it.
            LogNotDelivered(logger, fault, grain.GrainContext.GrainId, owed().Count - delivered.Count);
        }
        finally
        {
            delivering = false;
        }

        if (delivered.Count > 0)
        {
            await grain.GrainContext.GrainReference.AsReference<IOutboxGrain>().OutboxDelivered(delivered);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} could not deliver {Count} outbox items; the sweeper tries again.")]
    private static partial void LogNotDelivered(ILogger logger, Exception fault, GrainId grain, int count);
}

public static class OutboxItems
{
    public static ImmutableList<OutboxItem> Without(this ImmutableList<OutboxItem> items, IReadOnlyList<string> ids) =>
        items.RemoveAll(item => ids.Contains(item.Id));
}
