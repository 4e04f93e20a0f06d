using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>
/// What was said to somebody who did not look becomes one notification for each room. It waits in the document, so it is there after a crash, and stays
/// there while Notifications cannot be reached; nobody who sends waits for that.
/// </summary>
internal sealed partial class ChatUserGrain : IOutboxGrain, IRemindable
{
    private const string Workflow = "chat-unread";

    /// <summary>When the timer should have done it long ago; after that each minute while anything waits.</summary>
    private static readonly TimeSpan Rescue = TimeSpan.FromMinutes(2);

    private readonly Outbox outbox;
    private readonly ReminderSlot reminder;
    private readonly ILogger logger;
    private readonly Uri pages;
    private IGrainTimer? noticeTimer;
    private bool isRescued;

    public async Task Tell(RoomNews news)
    {
        var next = state.Hear(news, time.Now());
        if (next.Pending.Any(p => p.FirstSeq == news.What.Seq && p.Room == news.What.Room) && next != state)
        {
            await RescueLater();
            await Commit(next);
            NotifySoon();
        }
        else if (next != state)
        {
            state = next;
            WriteSoon();
        }

        if (news.IsMention && await inbox.Add(news.What))
        {
            Announce("mention", news.What);
        }
    }

    /// <summary>Also called by the timer; sends and returns at once.</summary>
    public Task DeliverOutbox()
    {
        outbox.Wake();
        return Task.CompletedTask;
    }

    public async Task OutboxDelivered(IReadOnlyList<string> ids)
    {
        await Commit(state with { Pending = [.. state.Pending.Select(p => ids.Aggregate((PendingNotice?)p, (left, id) => left?.Without(id))).OfType<PendingNotice>()] });
        NotifySoon();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminder.Ticked();
        if (state.Pending.IsEmpty)
        {
            isRescued = false;
            await reminder.Set(null);
        }

        outbox.Wake();
    }

    /// <summary>It stays until it finds nothing: a conversation costs one now and then, and not one for each message.</summary>
    private async Task RescueLater()
    {
        if (!isRescued)
        {
            await reminder.Set(time.Now() + Rescue);
            isRescued = true;
        }
    }

    private void NotifySoon()
    {
        if (!state.Pending.IsEmpty)
        {
            noticeTimer ??= this.RegisterGrainTimer(
                static (user, _) => user.DeliverOutbox(), this, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            var wait = state.Pending.Min(p => p.DueAt) - time.Now();
            noticeTimer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private ImmutableList<OutboxItem> DueNotices() => [.. document.Current.Pending.Where(p => p.DueAt <= time.Now()).Select(p => p.ToItem())];

    /// <summary>Interleaves: only sends, and asks who looks.</summary>
    private async Task Notify(OutboxItem item)
    {
        var notice = item.Read<PendingNotice>();
        var seen = await GrainFactory.GetGrain<ISignalsGrain>(ChatKey.Signals(Me)).Ask([Me]);
        if (!state.IsDue(notice, seen.People[0].State, time.Now()))
        {
            return;
        }

        var started = await GrainFactory.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(NotifyKeys.Product, notice.Transaction(Me))).Start(new NewTrigger
        {
            Name = Workflow,
            To = [new Recipient { SubscriberId = Me.ToString() }],
            Payload = DocumentJson.Write(new { notice.Room, notice.RoomName, notice.Count, Link = new Uri(pages, $"/chat/{notice.Room}/{notice.FirstSeq}") }),
        });

        // Started before, with another count, is started.
        if (started.Error is { Kind: ErrorKind.Invalid or ErrorKind.Unprocessable } refused)
        {
            LogRefused(logger, Me, refused.Code);
        }
        else if (started.Error?.Kind != ErrorKind.Conflict)
        {
            started.Require();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notifications refuse to tell {User} of unread messages with {Code}; it is given up.")]
    private static partial void LogRefused(ILogger logger, UserId user, string code);
}
