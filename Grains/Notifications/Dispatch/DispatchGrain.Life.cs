using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>Activation, snapshots, and what happens without a caller.</summary>
internal sealed partial class DispatchGrain
{
    /// <summary>Entries folded before a snapshot is due at once.</summary>
    private const int SnapshotEvery = 2_000;

    private static readonly TimeSpan SnapshotAfter = TimeSpan.FromSeconds(5);

    /// <summary>A timer knows no wait of months.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    /// <summary>A sender that did not report for so long is gone; no attempt takes as much.</summary>
    private static readonly TimeSpan ClaimLife = TimeSpan.FromMinutes(10);

    /// <summary>While a sender of another silo holds messages: that one may die without this activation.</summary>
    private static readonly TimeSpan SenderCheck = TimeSpan.FromSeconds(2);

    private IGrainTimer? due;
    private IGrainTimer? snapshot;
    private bool snapshotWaits;
    private DateTimeOffset? senderCheckAt;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var state = document.Current;
        failingSince = state.FailingSince;
        var loaded = new List<DispatchLane>();
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var stream = await services.Journal.Open(this, key.Stream(lane));
            loaded.Add(new DispatchLane(lane, stream));
            await loaded[^1].Load(state.Lanes[(int)lane], services.Log);
        }

        lanes = loaded;
        due = this.RegisterGrainTimer(
            static (grain, _) => grain.Due(), this,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        snapshot = this.RegisterGrainTimer(
            static (grain, _) => grain.Snapshot(), this, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        RingWhereReady();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // Only saves reading at the next activation: what the journals say is enough.
        if (reason.ReasonCode is DeactivationReasonCode.ActivationIdle or DeactivationReasonCode.ShuttingDown && lanes.Any(lane => lane.Unsaved > 0))
        {
            await Snapshot();
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => LookAround();

    /// <summary>By the sweeper, which comes long before the reminder: something is open, or old entries are due to be trimmed.</summary>
    public async Task DeliverOutbox()
    {
        await LookAround();
        if (document.Current.TrimAt <= Now)
        {
            await Snapshot();
        }
    }

    public Task OutboxDelivered(IReadOnlyList<string> ids) => Task.CompletedTask;

    /// <summary>What a sender that is gone held is due again, and a sender that is there hears of what is due.</summary>
    private async Task LookAround()
    {
        ReleaseClaimsOfTheGone();
        if (Open == 0 && arriving.Count == 0)
        {
            await reminder.Clear();
        }

        RingWhereReady();
    }

    private Task Due()
    {
        senderCheckAt = null;
        ReleaseClaimsOfTheGone();
        RingWhereReady();
        return Task.CompletedTask;
    }

    private void ReleaseClaimsOfTheGone()
    {
        var old = Now - ClaimLife;
        foreach (var lane in lanes)
        {
            lane.Queue.Release(claim => claim.At < old || services.IsDead(claim.Ticket?.Sender), Now);
        }
    }

    private void WakeWhenDue()
    {
        var isElsewhere = lanes.Any(lane => lane.Queue.Senders.Any(sender => !sender.Equals(services.Here)));
        senderCheckAt = isElsewhere ? senderCheckAt ?? Now + SenderCheck : null;
        if (lanes.Select(lane => lane.Queue.NextDue).Append(senderCheckAt).Where(at => at > Now).Min() is { } next)
        {
            var wait = next - Now;
            due!.Change(wait < LongestSleep ? wait : LongestSleep, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>After each fold.</summary>
    private void SnapshotSoon()
    {
        var isFull = lanes.Any(lane => lane.Unsaved >= SnapshotEvery);
        if (isFull || !snapshotWaits)
        {
            snapshotWaits = true;
            snapshot!.Change(isFull ? TimeSpan.Zero : SnapshotAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task Snapshot()
    {
        snapshotWaits = false;
        var trimAt = await Trim();
        var taken = lanes.Select(lane => lane.ToSnapshot()).ToList();
        await document.Commit(document.Current with { Lanes = [.. taken], FailingSince = failingSince, TrimAt = trimAt });
        foreach (var (lane, saved) in lanes.Zip(taken))
        {
            lane.Saved(saved);
        }
    }

    /// <summary>Deletes what the log no longer promises, up to the oldest message that is open; answers when to do so again.</summary>
    private async Task<DateTimeOffset?> Trim()
    {
        if (document.Current.TrimAt is { } at && at > Now)
        {
            return at;
        }

        DateTimeOffset? next = null;
        foreach (var lane in lanes)
        {
            var first = await services.Age.FirstKept(lane.Name, Now);
            await lane.Trim(Math.Min(first?.Seq ?? long.MaxValue, lane.Queue.OldestOpen));
            next = Earlier(next, first?.At);
        }

        return LogAge.TrimAt(next, Now);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;
}
