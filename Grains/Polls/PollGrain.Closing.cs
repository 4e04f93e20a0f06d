using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Grains.Polls;

/// <summary>
/// The end of a poll. Each step may be repeated: what is stored says how far it has come, and the reminder and the sweeper go on with it.
/// </summary>
internal sealed partial class PollGrain
{
    public async Task<Result<PollView>> Close(UserId owner)
    {
        if (Foreign(owner) is { } refused)
        {
            return refused;
        }

        var decided = await Become(Poll.Closing(Now));
        if (decided.IsOk)
        {
            await TryFinish();
        }

        return decided.IsOk ? Show() : decided;
    }

    public async Task<Result<PollView>> CastingVote(UserId owner, IReadOnlyList<string> order)
    {
        if ((Foreign(owner) ?? Poll.RefuseCastingVote(order)) is { } refused)
        {
            return refused;
        }

        var decided = Poll.Seen() with { CastingVote = [.. order] };
        var result = await Count(decided, decided.Final!.Method);
        await Become(decided with { Final = result with { Seq = decided.Final.Seq } });
        PublishResult(Poll.Final!);
        return Show();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminder.Ticked();
        await CatchUp();
        await reminder.Set(Poll.DueAt);
    }

    public Task DeliverOutbox() => CatchUp();

    public Task OutboxDelivered(IReadOnlyList<string> ids) => Task.CompletedTask;

    /// <summary>Does what is due.</summary>
    private async Task CatchUp()
    {
        if (!document.Exists || Poll.DueAt is not { } due || due > Now)
        {
            return;
        }

        if (Poll.IsDeleted)
        {
            await EraseAll();
        }
        else if (Poll.Status == PollStatus.Scheduled)
        {
            await Become(Poll.Opened(Now));
        }
        else
        {
            await Become(Poll.Closing(Now));
            await TryFinish();
        }
    }

    /// <summary>What keeps a poll from ending now does not keep it from ending: its reminder goes on.</summary>
    private async Task TryFinish()
    {
        try
        {
            await Finish();
        }
        catch (Exception fault) when (Poll.Status == PollStatus.Closing)
        {
            LogNotClosed(logger, fault, Id);
        }
    }

    private async Task Finish()
    {
        if (Poll.Status != PollStatus.Closing)
        {
            return;
        }

        await Task.WhenAll(Shards.Select(shard => shard.Close()));
        var roots = await Task.WhenAll(Shards.Select(shard => shard.Root()));
        await NewCounts().Pull(rankings: false);
        var result = await Count(Poll, Poll.Definition.Paper().Method);
        var seed = Convert.ToHexStringLower(Unseal(Poll.Seed, nameof(PollState.Seed)));
        await Become(Poll.Closed(result, roots, seed, Now));
        PublishResult(Poll.Final!);
    }

    private async Task Remove()
    {
        var visibility = Poll.Definition.Visibility;
        await Become(Poll.Deleted(Now));
        Tell("state", new StateChanged("deleted", null), visibility);
        await EraseAll();
    }

    private async Task EraseAll()
    {
        await Task.WhenAll(Shards.Select(shard => shard.Erase()));
        await EraseStream(PollStreams.Comments(Id));
        await EraseStream(PollStreams.Invites(Id));
        await Become(Poll with { DueAt = null });
    }

    /// <summary>The last entry of a stream always stays, so one without content comes last.</summary>
    private async Task EraseStream(StreamName name)
    {
        var stream = await services.Journal.Open(this, name);
        if (stream.LastSeq > 0)
        {
            await stream.TrimBefore(await stream.Append(new NewEntry("erase", "{}")));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Poll {Id} could not be closed at once; its reminder goes on.")]
    private static partial void LogNotClosed(ILogger logger, Exception fault, string id);
}
