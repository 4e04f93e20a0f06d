using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Stats;
using OrleansBackends.Grains.Links.Stats;

namespace OrleansBackends.Tests.Links.Stats;

[Collection<ClusterCollection>]
public sealed class LinkStatsTests(ClusterFixture cluster)
{
    private readonly string code = NewLinks.CustomCode();
    private readonly DateTimeOffset created = cluster.Time.Now;
    private long number;

    private ILinkStatsGrain Stats => cluster.Grains.GetGrain<ILinkStatsGrain>(LinkKey.Stats(code));

    private DateOnly Today => DateOnly.FromDateTime(cluster.Time.Now.UtcDateTime);

    [Fact]
    public async Task Clicks_are_counted_by_day_and_dimension()
    {
        var day = Today;
        await Send(Person(1), Person(2), Person(2), Bot());
        var stats = await Range();
        Assert.Equal((4, 3, 1, 2, 0d), (stats.Total, stats.Human, stats.Bots, stats.Unique, stats.UniqueError));
        Assert.Equal(new DayCount(day, 3, 1, 2), stats.Series.Single(counted => counted.Day == day));
        Assert.Equal([new KeyCount("firefox", 3)], stats.Browsers);
        Assert.Equal(3, stats.Hours.Sum());
    }

    [Fact]
    public async Task A_batch_that_comes_twice_counts_once()
    {
        var batch = Batch(Person(1), Person(2));
        await Deliver(batch, expected: 2);
        await Stream.OnNextAsync(batch);
        await Send(Person(3));
        Assert.Equal(3, (await Stats.GetCounters(created)).Total);
    }

    [Fact]
    public async Task Of_batches_that_come_together_each_counts_once()
    {
        var (one, two) = (Batch(Person(1)), Batch(Person(2), Bot()));
        await Stream.OnNextBatchAsync([one, one, two, one]);
        await Deliver(Batch(Person(3)), expected: 4);
        await cluster.DeactivateAsync(Stats);
        Assert.Equal(4, (await Stats.GetCounters(created)).Total);
    }

    [Fact]
    public async Task A_batch_that_comes_again_after_a_crash_before_the_snapshot_counts_once()
    {
        var batch = Batch(Person(1), Person(2));
        await Deliver(batch, expected: 2);
        await cluster.DeactivateAsync(Stats);
        Assert.Equal(2, (await Stats.GetCounters(created)).Total);
        await Stream.OnNextAsync(batch);
        await Send(Bot());
        Assert.Equal(3, (await Stats.GetCounters(created)).Total);
    }

    [Fact]
    public async Task A_day_closes_and_its_counts_stay()
    {
        await Send(Person(1), Person(2));
        cluster.Time.Advance(TimeSpan.FromHours(27));
        await Send(Person(1));
        await cluster.Time.Until(async () => await Listed() == 3, TimeSpan.FromSeconds(30), "a snapshot after the day has closed");
        await cluster.DeactivateAsync(Stats);

        var stats = await Range();
        Assert.Equal([2, 1], stats.Series.Where(d => d.Human > 0).Select(d => d.Human));
        Assert.Equal((3, 2), (stats.Human, stats.Unique));
        Assert.Equal([new KeyCount("firefox", 3)], stats.Browsers);
    }

    [Fact]
    public async Task Single_clicks_are_listed_newest_first_and_pages_neither_skip_nor_repeat()
    {
        for (var i = 0; i < 5; i++)
        {
            await Send([.. Enumerable.Range(3 * i, 3).Select(h => new Click(cluster.Time.Now, (ulong)h, new ClickSource(Bot: false) { ReferrerHost = $"h{h}" }))]);
        }

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = (await Stats.GetClicks(created, new PageRequest(4, cursor))).Require();
            seen.AddRange(page.Items.Select(c => c.ReferrerHost));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 15).Reverse().Select(i => $"h{i}"), seen);
        Assert.Equal(Errors.InvalidCursor, (await Stats.GetClicks(created, new PageRequest(4, "nonsense"))).Error);
    }

    [Fact]
    public async Task A_link_under_a_code_that_was_anothers_begins_at_zero()
    {
        await Send(Person(1));
        var later = created.AddMinutes(1);
        Assert.Equal(0, (await Stats.GetCounters(later)).Total);
        await Stream.OnNextAsync(Batch(Person(2)) with { Created = later });
        await Arrived(async () => (await Stats.GetCounters(later)).Total == 1, "the first click of the later link");
        Assert.Equal(0, (await Stats.GetCounters(created)).Total);
        Assert.Single((await Stats.GetClicks(later, new PageRequest(10, null))).Require().Items);
    }

    [Fact]
    public async Task Erasing_forgets_every_click()
    {
        await Send(Person(1));
        await Stats.Erase();
        await cluster.DeactivateAsync(Stats);
        Assert.Equal(0, (await Stats.GetCounters(created)).Total);
        Assert.Empty((await Stats.GetClicks(created, new PageRequest(10, null))).Require().Items);
    }

    [Fact]
    public async Task Clicks_are_deleted_after_ninety_days_also_when_nobody_clicks_any_more_and_their_counts_stay()
    {
        var day = Today;
        await Send(Person(1), Bot());
        await cluster.DeactivateAsync(Stats);
        Assert.Contains(await Entries(), e => e.Kind == "clicks");
        await cluster.FireReminder(Stats, ClickRetention.DueAfter(created));
        await cluster.Time.Until(async () => (await Entries()).All(e => e.Kind != "clicks"), TimeSpan.FromMinutes(2), "old clicks are deleted");
        Assert.Empty((await Stats.GetClicks(created, new PageRequest(10, null))).Require().Items);
        await cluster.DeactivateAsync(Stats);
        var counted = (await Stats.GetStats(created, day, Today)).Require();
        Assert.Equal((1, 1, 1), (counted.Human, counted.Bots, counted.Unique));

        await Send(Person(2));
        Assert.Equal(3, (await Stats.GetCounters(created)).Total);
        Assert.Single((await Stats.GetClicks(created, new PageRequest(10, null))).Require().Items);
    }

    [Fact]
    public async Task A_watcher_who_missed_clicks_is_given_them_in_order_or_the_counters_of_a_new_epoch()
    {
        using var observer = new Observer(cluster.Grains);
        await Send(Person(1));
        var first = await Stats.Watch(observer.Reference, null);
        Assert.True(first.Reset);
        Assert.Equal("counters", Assert.Single(first.Events).Name);
        await Stats.Unwatch(observer.Reference);

        await Send(Person(2), Person(3));
        var missed = await Stats.Watch(observer.Reference, first.Position);
        Assert.False(missed.Reset);
        Assert.Equal(2, missed.Events.Count(e => e.Name == "click"));
        Assert.Equal(missed.Events.Select(e => e.Before), missed.Events.Select(e => e.Position).Prepend(first.Position).SkipLast(1));

        await cluster.DeactivateAsync(Stats);
        var anew = await Stats.Watch(observer.Reference, missed.Position);
        Assert.True(anew.Reset);
        Assert.Contains("\"total\":3", Assert.Single(anew.Events).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_is_at_most_a_year_and_begins_before_it_ends()
    {
        Assert.True((await Stats.GetStats(created, Today.AddDays(-365), Today)).IsOk);
        Assert.Equal(LinkErrors.RangeInvalid, (await Stats.GetStats(created, Today.AddDays(-366), Today)).Error);
        Assert.Equal(LinkErrors.RangeInvalid, (await Stats.GetStats(created, Today, Today.AddDays(-1))).Error);
    }

    private Orleans.Streams.IAsyncStream<ClickBatch> Stream =>
        cluster.Client.GetStreamProvider(Streams.Provider).GetStream<ClickBatch>(StreamId.Create(ClickBatch.Namespace, LinkKey.Stats(code)));

    private Click Person(ulong visitor) => new(cluster.Time.Now, visitor, new ClickSource(Bot: false) { Browser = "firefox" });

    private Click Bot() => new(cluster.Time.Now, 9, new ClickSource(Bot: true) { Browser = "curl" });

    private ClickBatch Batch(params Click[] clicks) => new("test", ++number, null, created, PackedClicks.Of(clicks));

    private async Task<StatsView> Range() => (await Stats.GetStats(created, Today.AddDays(-7), Today)).Require();

    private async Task Send(params Click[] clicks) => await Deliver(Batch(clicks), (await Stats.GetCounters(created)).Total + clicks.Length);

    private async Task Deliver(ClickBatch batch, long expected)
    {
        await Stream.OnNextAsync(batch);
        await Arrived(async () => (await Stats.GetCounters(created)).Total == expected, $"{expected} clicks in statistics");
    }

    /// <summary>Silos take from streams by timers, so time must move.</summary>
    private Task Arrived(Func<Task<bool>> holds, string what) => cluster.Time.Until(holds, TimeSpan.FromSeconds(5), what);

    private Task<IReadOnlyList<JournalEntry>> Entries() =>
        cluster.Services.GetRequiredService<IJournal>().Read(new StreamName("links", "clicks", code), 0, 100);

    private async Task<long> Listed()
    {
        var rows = await ((QueryDatabase)cluster.Services.GetService(typeof(QueryDatabase))!).Query<long>(
            "SELECT state->>'total' FROM grain_state WHERE state_name = 'links.stats' AND grain_key = @key", new { key = LinkKey.Stats(code) });
        return rows.Single();
    }
}
