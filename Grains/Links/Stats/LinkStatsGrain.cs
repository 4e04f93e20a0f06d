using Orleans.Streams;
using Orleans.Streams.Core;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>Appends each batch, folds it when it is durable, and writes a snapshot of the fold every few seconds.</summary>
[GrainType("linkstats"), ImplicitStreamSubscription(ClickBatch.Namespace)]
internal sealed class LinkStatsGrain : Grain, ILinkStatsGrain, IStreamSubscriptionObserver, IRemindable
{
    private const int ReplayPage = 500;
    private static readonly TimeSpan SnapshotEvery = TimeSpan.FromSeconds(5);

    private readonly Document<LinkStatsState> document;
    private readonly IJournal journal;
    private readonly TimeProvider time;
    private readonly LiveFeed feed;
    private readonly LiveClicks live;
    private readonly ReminderSlot reminder;
    private ClickFold fold = new(new LinkStatsState());
    private IJournalStream clicks = null!;
    private IJournalStream days = null!;
    private DateTimeOffset? trimAt;

    public LinkStatsGrain([PersistentState(LinkStatsState.Name)] IPersistentState<LinkStatsState> storage, IJournal journal, TimeProvider time)
    {
        document = new Document<LinkStatsState>(this, storage);
        this.journal = journal;
        this.time = time;
        feed = new LiveFeed(this, $"links:clicks:{Code}", time, () => new LiveSnapshot("counters", Counters()));
        live = new LiveClicks(this, feed, time, Counters);
        reminder = new ReminderSlot(this, "trim", time);
    }

    private string Code => LinkKey.CodeOf(this.GetPrimaryKeyString());

    private LinkStatsState Stats => document.Current;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        clicks = await journal.Open(this, new StreamName("links", "clicks", Code));
        days = await journal.Open(this, new StreamName("links", "days", Code));
        if (document.Exists)
        {
            trimAt = Stats.TrimAt;
            reminder.Assume(trimAt);
            await Replay();
        }

        this.RegisterGrainTimer(_ => Save(), SnapshotEvery, SnapshotEvery);
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<ClickBatch>().ResumeAsync(batches => Receive(batches.Select(b => b.Item)));

    public Task<ClickCounters> GetCounters(DateTimeOffset created) =>
        Task.FromResult(created == Stats.Created ? Counters() : new ClickCounters(0, 0, 0, 0, 0, null));

    public async Task<Result<StatsView>> GetStats(DateTimeOffset created, DateOnly from, DateOnly to)
    {
        if (from > to || to.DayNumber - from.DayNumber >= ILinkStatsGrain.MaxDays)
        {
            return LinkErrors.RangeInvalid;
        }

        return StatsRange.Show(created == Stats.Created ? await Days(from, to) : [], from, to);
    }

    public async Task<Result<Page<ClickView>>> GetClicks(DateTimeOffset created, PageRequest page) =>
        created == Stats.Created
            ? await new ClickList(journal, clicks.Name, Stats.ClicksFrom, time.Now()).Read(page)
            : new Page<ClickView>([], null);

    public async Task Erase()
    {
        await Empty(clicks);
        await Empty(days);
        trimAt = null;
        await reminder.Set(null);
        if (document.Exists)
        {
            await document.Delete();
        }

        fold = new ClickFold(Stats);
    }

    /// <summary>Clicks have become too old while nobody clicked.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminder.Ticked();
        await Save();
        trimAt = await new ClickRetention(journal, clicks).Trim(Stats.ClicksSeq, time.Now());
        await reminder.Set(trimAt);
        await Snapshot();
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private static async Task Empty(IJournalStream stream) => await stream.TrimBefore(await stream.Append(new NewEntry("erased", "{}")));

    private ClickCounters Counters() =>
        new(fold.Human + fold.Bots, fold.Human, fold.Bots, fold.Unique, live.PerMinute, fold.LastClickAt);

    /// <summary>What came together is appended together: one commit instead of one for each batch.</summary>
    private async Task Receive(IEnumerable<ClickBatch> batches)
    {
        var entries = new List<ClicksEntry>();
        foreach (var batch in batches)
        {
            if (batch.Created > Stats.Created)
            {
                await Count(entries);
                await Begin(batch);
            }

            var known = fold.Knows(batch) || entries.Exists(e => e.Batch.Frontend == batch.Frontend && e.Batch.Number >= batch.Number);
            if (batch.Created == Stats.Created && !known)
            {
                entries.Add(new ClicksEntry(time.Now(), batch));
            }
        }

        await Count(entries);
    }

    private async Task Count(List<ClicksEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        if (trimAt is null)
        {
            trimAt = ClickRetention.DueAfter(entries[0].At);
            await reminder.Set(trimAt);
        }

        await clicks.Append([.. entries.Select(entry => NewEntry.Of(ClicksEntry.Kind, entry))]);
        foreach (var entry in entries)
        {
            fold.Add(entry);
            live.Publish(entry);
        }

        entries.Clear();
    }

    /// <summary>Statistics of a link begin with its first click, at zero also where the code had another link before.</summary>
    private async Task Begin(ClickBatch first)
    {
        await document.Commit(new LinkStatsState
        {
            Owner = first.Owner, Created = first.Created,
            ClicksFrom = clicks.LastSeq, ClicksSeq = clicks.LastSeq, DaysFrom = days.LastSeq, DaysSeq = days.LastSeq,
        });
        fold = new ClickFold(Stats);
    }

    /// <summary>Closed days first: what was closed after the snapshot took no click after it.</summary>
    private async Task Replay()
    {
        fold = new ClickFold(Stats);
        foreach (var entry in await journal.Read(days.Name, Stats.DaysSeq, ReplayPage))
        {
            fold.Close(entry.Read<ClosedDay>().Day);
        }

        var (after, page) = (Stats.ClicksSeq, ReplayPage);
        while (page == ReplayPage)
        {
            var entries = await journal.Read(clicks.Name, after, ReplayPage);
            foreach (var entry in entries)
            {
                // An entry without clicks only holds a place.
                after = entry.Seq;
                if (entry.Kind != ClicksEntry.Kind)
                {
                    continue;
                }

                fold.Add(entry.Read<ClicksEntry>());
            }

            page = entries.Count;
        }
    }

    private async Task Save()
    {
        var closable = fold.Closable(time.GetUtcNow());
        if (clicks.LastSeq != Stats.ClicksSeq || days.LastSeq != Stats.DaysSeq || closable.Count > 0)
        {
            await Snapshot();
        }

        if (closable.Count > 0)
        {
            // The snapshot just written holds these days whole, so after a crash nothing is folded into a day that is closed.
            await days.Append([.. closable.Select(d => NewEntry.Of("day", d.Show(clicks.LastSeq)))]);
            foreach (var day in closable)
            {
                fold.Close(day.Day);
            }

            await Snapshot();
        }
    }

    private Task Snapshot() => document.Exists ? document.Commit(fold.Snapshot(clicks.LastSeq, days.LastSeq) with { TrimAt = trimAt }) : Task.CompletedTask;

    private async Task<List<ClosedDay>> Days(DateOnly from, DateOnly to)
    {
        var found = fold.OpenDays.Select(d => d.Show(0)).Where(d => d.Day >= from && d.Day <= to).ToList();
        for (var before = long.MaxValue; ;)
        {
            var page = await journal.ReadBack(days.Name, before, 100);
            var entries = page.TakeWhile(e => e.Seq > Stats.DaysFrom).Select(e => e.Read<ClosedDay>()).TakeWhile(d => d.Day >= from).ToList();
            found.AddRange(entries.Where(d => d.Day <= to));
            if (page.Count == 0 || entries.Count < page.Count)
            {
                return found;
            }

            before = page[^1].Seq;
        }
    }
}
