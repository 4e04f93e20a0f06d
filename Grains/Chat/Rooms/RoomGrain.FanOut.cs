using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>
/// The log is the outbox: entries that owe something to people are delivered in order, and the document keeps how far. What a crash leaves is found by
/// a view and delivered again; who has it already knows it by its number.
/// </summary>
internal sealed partial class RoomGrain
{
    /// <summary>How many people are told at once.</summary>
    private const int AtOnce = 64;

    private static readonly TimeSpan KeepPlace = TimeSpan.FromSeconds(5);

    private bool isDelivering;
    private bool isAsked;
    private IGrainTimer? placeTimer;
    private bool placeIsDue;

    /// <summary>Begins to deliver; nobody who writes waits for it.</summary>
    private void FanOut() => DeliverAll().Ignore();

    private async Task DeliverAll()
    {
        isAsked = true;
        if (isDelivering)
        {
            return;
        }

        isDelivering = true;
        try
        {
            // What is written while the log is being read asks again.
            while (isAsked)
            {
                isAsked = false;
                await DeliverOwed();
            }
        }
        catch (Exception fault)
        {
            LogStaysOwed(logger, fault, Id);
        }
        finally
        {
            isDelivering = false;
            KeepPlaceSoon();
        }
    }

    private async Task DeliverOwed()
    {
        while (await services.Messages.OwedAfter(Id, log.FanoutSeq) is { Count: > 0 } owed)
        {
            foreach (var (seq, entry) in owed)
            {
                await Deliver(seq, entry);
                log.FanoutSeq = seq;
            }
        }
    }

    private async Task Deliver(long seq, RoomEntry? entry)
    {
        if (entry is MemberEntry moved)
        {
            await GrainFactory.GetGrain<IChatUserGrain>(ChatKey.User(moved.User)).RoomChanged(Id, seq, moved.Standing.Role is not null);
            return;
        }

        if (entry is MessageEntry { Flag: true } or EditEntry { Flag: true })
        {
            await Flag(entry is EditEntry changed ? changed.Target : seq);
        }

        if (entry is MessageEntry { ReplyTo: { } root, Hook: null, By: { } replier })
        {
            await FollowThread(root, seq, replier);
        }

        var (message, mentioned) = entry switch
        {
            MessageEntry sent => (seq, Mentioned(sent.Mentions, sent.Everybody).ToHashSet()),
            EditEntry edit => (edit.Target, Mentioned(edit.Added, null).ToHashSet()),
            _ => (seq, []),
        };
        var room = log.Durable.State;
        var people = entry is MessageEntry ? mentioned.Union(room.Users).Union(log.Listening.Of(seq, log.Durable)) : mentioned;
        foreach (var some in people.Where(person => person != entry!.By).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(person => GrainFactory.GetGrain<IChatUserGrain>(ChatKey.User(person)).Tell(new RoomNews
            {
                What = new Mention(Id, seq, message, entry!.By!.Value, entry.At) { Hook = (entry as MessageEntry)?.Hook }, IsMention = mentioned.Contains(person),
                Kind = room.Kind, RoomName = room.Settings.Name,
            })));
        }
    }

    /// <summary>Whoever is in the room; a mention of somebody else is shown and tells nobody.</summary>
    private IEnumerable<UserId> Mentioned(IReadOnlyList<UserId>? mentions, string? everybody) =>
        everybody is not null ? log.Durable.Standings.Values.Where(s => s.Role is not null).Select(s => s.User)
        : (mentions ?? []).Where(person => log.Durable.Member(person) is not null);

    /// <summary>Writes the document within seconds, however much happens meanwhile.</summary>
    private void KeepPlaceSoon()
    {
        if (!placeIsDue)
        {
            placeIsDue = true;
            placeTimer ??= this.RegisterGrainTimer(
                static (room, _) => room.WritePlace(), this,
                new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
            placeTimer.Change(KeepPlace, Timeout.InfiniteTimeSpan);
        }
    }

    private Task WritePlace()
    {
        placeIsDue = false;
        return log.Snapshot();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Id} could not tell everybody of what concerns them; the sweeper tries again.")]
    private static partial void LogStaysOwed(ILogger logger, Exception fault, string id);
}
