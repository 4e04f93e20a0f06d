using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>How messages come in.</summary>
internal sealed partial class DispatchGrain
{
    /// <summary>Ids that are being looked up and written; a repeat that meets one waits for it.</summary>
    private readonly Dictionary<string, Task> arriving = [];

    public async Task<Result<Done>> Enqueue(IReadOnlyList<QueuedMessage> messages)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(messages.Count, IDispatchGrain.MaxMessages);
        if (HasNoRoomFor(messages.Count))
        {
            return DispatchErrors.QueueFull;
        }

        var met = messages.Select(message => arriving.GetValueOrDefault(message.Id)).OfType<Task>().ToList();
        var own = messages.Where(message => !arriving.ContainsKey(message.Id)).DistinctBy(message => message.Id).ToList();
        if (own.Count > 0)
        {
            var taken = TakeUnknown(own);
            own.ForEach(message => arriving.Add(message.Id, taken));
            try
            {
                await taken;
            }
            finally
            {
                own.ForEach(message => arriving.Remove(message.Id));
            }
        }

        await Task.WhenAll(met);
        return Done.Ok;
    }

    public Task<bool> IsFull() => Task.FromResult(HasNoRoomFor(1));

    private bool HasNoRoomFor(int more) => Open + arriving.Count + more > IDispatchGrain.MaxOpen;

    private async Task TakeUnknown(IReadOnlyList<QueuedMessage> messages)
    {
        // The lookup must not begin before the ids stand in the list of those arriving.
        await Task.Yield();
        await reminder.Ensure();
        var known = await services.Log.Known(Streams, messages.Select(message => message.Id));
        var appends = messages
            .Where(message => !known.Contains(message.Id))
            .GroupBy(message => message.Lane)
            .Select(group => Append(group.Key, [.. group.Select(message => QueueEntry(Of(group.Key), message))]))
            .ToList();
        await Task.WhenAll(appends);
    }

    private static LaneEntry QueueEntry(DispatchLane lane, QueuedMessage message) =>
        new(DispatchEntries.Queued(message), seq => lane.Queue.Queued(seq, message));

    private async Task Append(Lane lane, IReadOnlyList<LaneEntry> entries, IReadOnlyList<long>? erase = null)
    {
        await Of(lane).Append(entries, erase);
        SnapshotSoon();
        RingWhereReady();
    }
}
