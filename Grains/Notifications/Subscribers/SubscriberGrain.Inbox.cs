using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Notifications.Inbox;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>The inbox: items in the journal, what was done with them in the document.</summary>
internal sealed partial class SubscriberGrain
{
    private const string InboxTopic = "notifications:inbox";

    public async Task<Result<InboxPage>> Inbox(InboxStatus status, PageRequest page)
    {
        var before = int.MaxValue;
        if (page.Cursor is { } cursor)
        {
            if (Cursor.Decode(cursor, 1) is not [var last] || InboxNumbers.Parse(last) is not { } number)
            {
                return Errors.InvalidCursor;
            }

            before = number;
        }

        var flags = State.Inbox;
        var numbers = flags.Select(status, before).Take(page.Limit + 1).ToList();
        var shown = numbers.Take(page.Limit).ToList();
        var items = (await journal.Items(shown)).Select(item => flags.Show(item, InboxNumbers.Parse(item.Id)!.Value));
        var next = numbers.Count > page.Limit ? Cursor.Encode(InboxNumbers.Text(shown[^1])) : null;
        return new InboxPage(new Page<InboxItem>([.. items], next), flags.Counts());
    }

    public async Task<Result<InboxCounts>> Mark(InboxMarks marks)
    {
        if (marks.Ids.Count > InboxMarks.MaxIds || marks.UpTo is null == (marks.Ids.Count == 0))
        {
            return Errors.Invalid($"Either up to {InboxMarks.MaxIds} items are marked, or all up to one.", "ids");
        }

        if (marks.Of(State.Inbox) is not { } numbers)
        {
            return NotifyErrors.InboxItemNotFound;
        }

        var flags = State.Inbox.Mark(marks.Mark, numbers);
        if (!ReferenceEquals(flags, State.Inbox))
        {
            var entry = new MarkEntry(marks.Mark, marks.UpTo is null ? numbers : null, marks.UpTo is null ? null : numbers[^1]);
            await Commit(State with { Inbox = flags }, [NewEntry.Of(EntryKinds.Mark, entry)]);
            Announce("marked", new { ids = marks.UpTo is null ? marks.Ids : null, upTo = marks.UpTo, mark = marks.Mark });
            Announce("counts", flags.Counts());
        }

        return flags.Counts();
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    /// <summary>A user of the product hears it on the own topic, a program's user on the subscriber's.</summary>
    private void Announce<T>(string name, T data)
    {
        feed.Publish(name, data);
        if (App == NotifyKeys.Product && UserId.TryParse(Id, null, out var user))
        {
            GrainFactory.Announce(user, InboxTopic, name, data);
        }
    }
}
