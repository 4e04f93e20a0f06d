using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>What a room forgets by itself: all when it has ended, and what is older than its retention. The sweeper wakes it when that is due.</summary>
internal sealed partial class RoomGrain : IOutboxGrain
{
    private static readonly TimeSpan RetentionEvery = TimeSpan.FromDays(1);

    private bool isForgetting;

    public async Task DeliverOutbox()
    {
        if (isForgetting || log.Now.State.LastSeq == 0)
        {
            return;
        }

        await DeliverAll();

        isForgetting = true;
        try
        {
            while (await ForgetSome())
            {
            }

            await reports.Forget(log.Durable.State.DeletedAt is null ? Now.AddDays(-ChatLimits.ReportDays) : DateTimeOffset.MaxValue);
        }
        finally
        {
            isForgetting = false;
        }

        await TellLevels();
    }

    /// <summary>What is owed to others is told by the room itself, which knows how far it came.</summary>
    public Task OutboxDelivered(IReadOnlyList<string> ids) => Task.CompletedTask;

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> ForgetSome()
    {
        await log.Settled();
        var state = log.Durable.State;
        if (state.ForgetsBefore(Now) is { } cutoff && await services.Messages.TextsBefore(Id, state.FloorSeq, cutoff) is { Count: > 0 } texts)
        {
            await log.Append([log.Now.Trimmed(texts[^1], Now)], texts);
            return true;
        }

        log.ChoreAt = state.DeletedAt is null && state.Settings.RetentionDays > 0 ? Now + RetentionEvery : null;
        await log.Snapshot();
        return false;
    }
}
