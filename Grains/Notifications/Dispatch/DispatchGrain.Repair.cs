using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>What is done to messages from outside, found by their ids through the log.</summary>
internal sealed partial class DispatchGrain
{
    public Task<IReadOnlyList<string>> Cancel(IReadOnlyList<string> ids) => Stop(ids, NotifyReasons.Cancelled);

    public async Task<Result<Done>> Replay(string id, int? version)
    {
        var found = (await Find([id])).SingleOrDefault();
        return found is null ? DispatchErrors.MessageNotFound
            : !DispatchRules.IsReplayable(found.Status) ? DispatchErrors.NotDead
            : found.Again(Now, version) is not { } message ? DispatchErrors.NotReplayable
            : await QueueAgain([message]);
    }

    public async Task<int> ReplayAll(IReadOnlyList<string> ids)
    {
        var found = await Find(ids);
        var again = found.Where(one => DispatchRules.IsReplayable(one.Status)).Select(one => one.Again(Now, null)).OfType<QueuedMessage>().ToList();
        await QueueAgain(again);
        return again.Count;
    }

    public async Task Confirm(MessageReceipt receipt)
    {
        var status = receipt.Delivered ? MessageStatus.Delivered : MessageStatus.Failed;
        if ((await Find([receipt.Id])).SingleOrDefault() is { Status: MessageStatus.Sent or MessageStatus.Unknown } found)
        {
            await Append(found.Lane, [new LaneEntry(DispatchEntries.Learnt(found, status, receipt.Reason), static _ => { })]);
        }
    }

    public async Task Forget(IReadOnlyList<string> ids)
    {
        await Stop(ids, NotifyReasons.Cancelled);
        foreach (var lane in (await Find(ids)).Where(found => found is { IsOpen: false, Message: not null }).GroupBy(found => found.Lane))
        {
            var entries = lane.Select(found => new LaneEntry(DispatchEntries.Learnt(found, found.Status, found.Entry.Reason), static _ => { }));
            await Append(lane.Key, [.. entries], [.. lane.Select(found => found.Queued!.Value)]);
        }
    }

    /// <summary>Ends those that wait; their entries are emptied, so that reading on never meets them.</summary>
    private async Task<IReadOnlyList<string>> Stop(IReadOnlyList<string> ids, string reason)
    {
        var open = (await Find(ids)).Where(found => found.IsOpen && Of(found.Lane).Queue.FindClaim(found.Queued!.Value) is null).ToList();
        foreach (var lane in open.GroupBy(found => found.Lane))
        {
            var queue = Of(lane.Key).Queue;
            var entries = lane.Select(found => new LaneEntry(
                DispatchEntries.Stopped(found, reason), _ => queue.Ended(found.Queued!.Value, erased: true)));
            await Append(lane.Key, [.. entries], [.. lane.Select(found => found.Queued!.Value)]);
        }

        return [.. open.Select(found => found.Id)];
    }

    private async Task<Result<Done>> QueueAgain(List<QueuedMessage> messages)
    {
        if (messages.Count > 0)
        {
            await reminder.Ensure();
        }

        foreach (var lane in messages.GroupBy(message => message.Lane))
        {
            await Append(lane.Key, [.. lane.Select(message => QueueEntry(Of(lane.Key), message))]);
        }

        return Done.Ok;
    }

    private async Task<IReadOnlyList<LoggedMessage>> Find(IReadOnlyList<string> ids)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, IDispatchGrain.MaxMessages);
        var rows = await services.Log.Of(Streams, ids);
        return [.. rows.Select(row => (Row: row, Entry: row.Read())).GroupBy(row => row.Entry.Msg).Select(of => LoggedMessage.Of(lanes, [.. of]))];
    }
}
