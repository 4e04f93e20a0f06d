using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Reports;

/// <summary>Counts in memory; each second what came is shown, and written to the document of the open hour.</summary>
[GrainType("limitreport")]
internal sealed class LimitReportGrain : Grain, ILimitReportGrain
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FrontendLife = TimeSpan.FromSeconds(10);

    private readonly Document<LimitReportState> document;
    private readonly IJournal journal;
    private readonly TimeProvider time;
    private readonly LiveFeed feed;
    private readonly LiveUsage live;
    private readonly Dictionary<string, DateTimeOffset> frontends = [];
    private HourFold fold = new(new StoredHour());
    private ReportHours hours = null!;
    private bool changed;

    public LimitReportGrain(
        [PersistentState(LimitReportState.Name)] IPersistentState<LimitReportState> storage, IJournal journal, TimeProvider time)
    {
        document = new Document<LimitReportState>(this, storage);
        this.journal = journal;
        this.time = time;
        feed = new LiveFeed(this, $"rate-limits:usage:{App}", time, () => null);
        live = new LiveUsage(feed, time);
    }

    private string App => RateLimitKey.IdOf(this.GetPrimaryKeyString());

    private ILimitQueries Queries => GrainFactory.GetGrain<ILimitQueries>(0);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        hours = new ReportHours(journal, await journal.Open(this, ReportHours.Stream(App)));
        var stored = document.Current;
        var closed = document.Exists && hours.LastSeq > stored.Seq && await hours.HasAfter(stored.Seq, stored.Open.Hour);
        fold = document.Exists && !closed ? new HourFold(stored.Open) : HourFold.Begin(time.Now());
        this.RegisterGrainTimer(_ => Tick(), Every, Every);
    }

    public async Task<ReportAnswer> Report(UsageDelta delta)
    {
        var now = time.Now();
        await Roll(now);
        fold.Add(delta, now.Minute);
        live.Add(delta);
        changed = true;
        frontends[delta.Frontend] = now;
        return new ReportAnswer(Seen(now));
    }

    public Task<int> Frontends() => Task.FromResult(Seen(time.Now()));

    public async Task<Result<UsageView>> Usage(string? policy, DateTimeOffset from, DateTimeOffset to, UsageStep step)
    {
        if (UsageSeries.Refuse(policy, from, to, step) is { } error)
        {
            return error;
        }

        var closed = await Queries.Hours(App, HourFold.HourOf(from), to);
        return UsageSeries.Show([.. closed.Where(h => h.Hour != fold.Hour), fold.Store().ToHour()], policy, from, to, step);
    }

    public async Task<IReadOnlyList<LimitedSubject>> Limited(string? policy, int hours)
    {
        var now = HourFold.HourOf(time.Now());
        var closed = await Queries.Hours(App, now.AddHours(1 - hours), now.AddHours(1));
        var open = fold.Hour > now.AddHours(-hours) ? fold.Limited : [];
        return
        [
            .. closed.Where(h => h.Hour != fold.Hour).SelectMany(h => h.Limited).Concat(open)
                .Where(l => policy is null || l.Policy == policy)
                .GroupBy(l => (l.Subject, l.Policy))
                .Select(l => new LimitedSubject(l.Key.Subject, l.Key.Policy, l.Sum(s => s.Denied), l.Sum(s => s.Error)))
                .OrderByDescending(l => l.Denied)
                .Take(ILimitReportGrain.MaxLimited),
        ];
    }

    public async Task Forget(string subject)
    {
        fold.Forget(subject);
        await hours.Forget(subject);
        if (document.Exists)
        {
            await Save();
        }
    }

    public async Task Erase()
    {
        await hours.Erase();
        if (document.Exists)
        {
            await document.Delete();
        }

        (fold, changed) = (HourFold.Begin(time.Now()), false);
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => Task.FromResult(feed.Watch(observer, after));

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private async Task Tick()
    {
        live.Publish();
        await Roll(time.Now());
        if (changed)
        {
            await Save();
        }
    }

    /// <summary>Closes the hour that is over: first its entry, which says that it is closed, then the document of the next.</summary>
    private async Task Roll(DateTimeOffset now)
    {
        if (HourFold.HourOf(now) <= fold.Hour)
        {
            return;
        }

        if (!fold.IsEmpty)
        {
            await hours.Append(fold.Store());
            fold = HourFold.Begin(now);
            await Save();
            await hours.Trim(now);
        }

        fold = HourFold.Begin(now);
    }

    private Task Save()
    {
        changed = false;
        return document.Commit(new LimitReportState { Open = fold.Store(), Seq = hours.LastSeq });
    }

    private int Seen(DateTimeOffset now)
    {
        foreach (var silent in frontends.Where(f => f.Value <= now - FrontendLife).Select(f => f.Key).ToList())
        {
            frontends.Remove(silent);
        }

        return frontends.Count;
    }
}
