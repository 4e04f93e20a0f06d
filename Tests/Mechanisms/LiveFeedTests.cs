using System.Globalization;

namespace OrleansBackends.Tests.Mechanisms;

[Collection<ClusterCollection>]
public sealed class LiveFeedTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan Moment = LiveFeed.Coalesce * 10;

    private readonly string key = $"testfeed:{Guid.NewGuid():D}";
    private readonly Observer observer = new(cluster.Grains);
    private readonly Observer other = new(cluster.Grains);

    private IFeedGrain Feed => cluster.Grains.GetGrain<IFeedGrain>(key);

    public void Dispose()
    {
        observer.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task A_newcomer_is_given_the_whole()
    {
        await Feed.Count(3);
        var batch = await Feed.Watch(observer.Reference, null);
        Assert.True(batch.Reset);
        var whole = Assert.Single(batch.Events);
        Assert.Equal(("whole", "3", batch.Position), (whole.Name, whole.Data, whole.Position));
    }

    [Fact]
    public async Task A_newcomer_to_a_feed_without_events_is_given_the_whole() =>
        Assert.Equal("0", Assert.Single((await Feed.Watch(observer.Reference, null)).Events).Data);

    [Fact]
    public async Task A_burst_travels_as_one_batch_in_order()
    {
        var start = await Feed.Watch(observer.Reference, null);
        var arrived = observer.Next();
        var end = await Feed.Count(5);
        await cluster.Time.Until(arrived, Moment, "the burst arrived");
        var batch = Assert.Single(observer.Batches);
        Assert.Equal((false, end), (batch.Reset, batch.Position));
        Assert.Equal(["1", "2", "3", "4", "5"], batch.Events.Select(e => e.Data));
        Assert.Equal([start.Position, .. batch.Events.Select(e => e.Position)], [.. batch.Events.Select(e => e.Before), end]);
    }

    [Fact]
    public async Task A_very_long_burst_is_not_held_back_as_a_whole()
    {
        await Feed.Watch(observer.Reference, null);
        await Feed.Count((LiveFeed.Kept * 2) + 1);
        await TestTime.Eventually(() => Task.FromResult(observer.Batches.Count == 2), "two full batches arrived without waiting");
        Assert.All(observer.Batches, batch => Assert.Equal(LiveFeed.Kept, batch.Events.Count));
    }

    [Fact]
    public async Task One_who_comes_back_is_given_what_was_missed()
    {
        var start = await Feed.Watch(observer.Reference, null);
        await Feed.Unwatch(observer.Reference);
        await Feed.Count(3);
        var batch = await Feed.Watch(observer.Reference, start.Position);
        Assert.False(batch.Reset);
        Assert.Equal(["1", "2", "3"], batch.Events.Select(e => e.Data));
    }

    [Fact]
    public async Task One_who_missed_nothing_is_given_nothing()
    {
        var position = await Feed.Count(3);
        var batch = await Feed.Watch(observer.Reference, position);
        Assert.Equal((false, position), (batch.Reset, batch.Position));
        Assert.Empty(batch.Events);
    }

    [Theory]
    [InlineData(LiveFeed.Kept, false)]
    [InlineData(LiveFeed.Kept + 1, true)]
    public async Task One_who_missed_more_than_is_kept_is_given_the_whole(int missed, bool reset)
    {
        var position = await Feed.Count(1);
        await Feed.Count(missed);
        var batch = await Feed.Watch(observer.Reference, position);
        Assert.Equal((reset, reset ? 1 : missed), (batch.Reset, batch.Events.Count));
    }

    [Fact]
    public async Task A_position_of_a_former_activation_is_answered_with_the_whole()
    {
        var position = await Feed.Count(3);
        await cluster.DeactivateAsync(Feed);
        var batch = await Feed.Watch(observer.Reference, position);
        Assert.True(batch.Reset);
        Assert.Equal("3", Assert.Single(batch.Events).Data);
        Assert.NotEqual(Epoch(position), Epoch(batch.Position));
    }

    [Fact]
    public async Task Events_that_an_ending_activation_had_not_sent_are_in_the_whole()
    {
        var start = await Feed.Watch(observer.Reference, null);
        await Feed.Count(2);
        await cluster.DeactivateAsync(Feed);
        var batch = await Feed.Watch(observer.Reference, start.Position);
        Assert.Empty(observer.Batches);
        Assert.Equal((true, "2"), (batch.Reset, Assert.Single(batch.Events).Data));
    }

    [Fact]
    public async Task A_newcomer_is_not_sent_what_was_in_its_answer()
    {
        await Feed.Watch(other.Reference, null);
        var arrived = other.Next();
        await Feed.Count(2);
        await Feed.Watch(observer.Reference, null);
        await TestTime.Soon(arrived, "the other was not kept waiting");
        var next = Task.WhenAll(observer.Next(), other.Next());
        await Feed.Count(1);
        await cluster.Time.Until(next, Moment, "both were sent the third event");
        Assert.Equal(["3"], observer.Events.Select(e => e.Data));
        Assert.Equal(["1", "2", "3"], other.Events.Select(e => e.Data));
    }

    [Fact]
    public async Task A_process_that_asks_for_one_watcher_is_sent_what_its_others_wait_for()
    {
        var start = await Feed.Watch(observer.Reference, null);
        var arrived = observer.Next();
        var position = await Feed.Count(2);
        Assert.Empty((await Feed.Watch(observer.Reference, position)).Events);
        await TestTime.Soon(arrived, "the waiting events were sent");
        Assert.Equal(start.Position, observer.Events.First().Before);
        Assert.Equal(["1", "2"], observer.Events.Select(e => e.Data));
    }

    [Fact]
    public async Task One_who_does_not_renew_is_forgotten()
    {
        await Feed.Watch(observer.Reference, null);
        cluster.Time.Advance(LiveFeed.ObserverLife / 2);
        await Feed.Watch(other.Reference, null);
        cluster.Time.Advance((LiveFeed.ObserverLife / 2) + TimeSpan.FromSeconds(1));
        var arrived = other.Next();
        await Feed.Count(1);
        await cluster.Time.Until(arrived, Moment, "the one who renewed was sent the event");
        Assert.Empty(observer.Batches);
        cluster.Time.Advance(LiveFeed.ObserverLife);
        Assert.False(await Feed.IsWatched());
    }

    [Fact]
    public async Task A_dead_and_a_hanging_observer_do_not_keep_others_waiting()
    {
        using var dead = new Observer(cluster.Grains);
        await Feed.Watch(dead.Reference, null);
        dead.Dispose();
        observer.OnBatch = () => Task.Delay(Timeout.Infinite);
        await Feed.Watch(observer.Reference, null);
        await Feed.Watch(other.Reference, null);
        for (var i = 1; i <= 3; i++)
        {
            var arrived = other.Next();
            await Feed.Count(1);
            await cluster.Time.Until(arrived, Moment, $"event {i} arrived");
        }

        Assert.Equal(["1", "2", "3"], other.Events.Select(e => e.Data));
    }

    [Fact]
    public async Task Numbers_may_leave_gaps_but_never_go_back()
    {
        await Feed.PublishAt(5);
        await Feed.PublishAt(9);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Feed.PublishAt(9));
        var batch = await Feed.Watch(observer.Reference, null);
        Assert.Equal(9, long.Parse(batch.Position.Split('-')[1], CultureInfo.InvariantCulture));
    }

    private static string Epoch(string position) => position.Split('-')[0];
}
