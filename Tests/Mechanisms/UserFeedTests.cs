using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Mechanisms;

/// <summary>Two frontends in front of one cluster, each with its own place at the feed.</summary>
[Collection<ClusterCollection>]
public sealed class UserFeedTests : IDisposable
{
    private static readonly TimeSpan Moment = LiveFeed.Coalesce * 10;
    private static readonly UserTopic Topic = new("tests:user", "/api/tests/me");

    private readonly ClusterFixture cluster;
    private readonly CurrentUser user = new(new UserId(Guid.NewGuid()), new HashSet<string>());
    private readonly LiveSignal signal = new();
    private readonly LiveConnector[] frontends;

    public UserFeedTests(ClusterFixture cluster)
    {
        this.cluster = cluster;
        frontends = [Frontend(), Frontend()];
    }

    private IUserFeedGrain Feed => cluster.Grains.GetGrain<IUserFeedGrain>(UserFeedKey.Of(user.Id));

    public void Dispose()
    {
        signal.Dispose();
        Array.ForEach(frontends, frontend => frontend.Dispose());
    }

    [Fact]
    public async Task Every_frontend_where_the_user_is_connected_is_told()
    {
        var (first, second) = (await WatchAsync(frontends[0]), await WatchAsync(frontends[1]));
        cluster.Grains.Announce(user.Id, Topic.Prefix, "happened", new { n = 1 });
        await cluster.Time.Until(Task.WhenAll(first.Heard.WaitToReadAsync().AsTask(), second.Heard.WaitToReadAsync().AsTask()), Moment, "both were told");
        Assert.All((LiveBatch[])[await first.Heard.ReadAsync(), await second.Heard.ReadAsync()], batch =>
        {
            var happened = Assert.Single(batch.Events);
            Assert.Equal(("happened", """{"n":1}"""), (happened.Name, happened.Data));
        });
    }

    [Fact]
    public async Task One_who_comes_back_to_another_frontend_is_given_what_was_missed()
    {
        var first = await WatchAsync(frontends[0]);
        first.Subscription.Dispose();
        cluster.Grains.Announce(user.Id, Topic.Prefix, "missed", new { });
        await TestTime.Eventually(async () => (await WatchAsync(frontends[1], first.Missed.Position)).Missed.Events is [{ Name: "missed" }], "the event was answered");
    }

    [Fact]
    public async Task A_feed_that_began_anew_sends_its_watchers_to_the_resource()
    {
        var first = await WatchAsync(frontends[0]);
        await cluster.DeactivateAsync(Feed);
        cluster.Grains.Announce(user.Id, Topic.Prefix, "lost", new { });
        var second = await WatchAsync(frontends[0], first.Missed.Position);
        Assert.Equal((true, "reload"), (second.Missed.Reset, Assert.Single(second.Missed.Events).Name));
        Assert.NotEqual(first.Missed.Position.Split('-')[0], second.Missed.Position.Split('-')[0]);
    }

    [Fact]
    public async Task Who_announces_is_never_failed()
    {
        await cluster.DeactivateAsync(Feed);
        cluster.Grains.Announce(user.Id, Topic.Prefix, "nobody-watches", new { });
        Assert.Equal(64, Enumerable.Range(0, 256).Select(last => UserFeedKey.Of(EndingWith((byte)last))).Distinct().Count());
    }

    private static UserId EndingWith(byte last)
    {
        var bytes = Guid.NewGuid().ToByteArray();
        bytes[^1] = last;
        return new UserId(new Guid(bytes));
    }

    private LiveConnector Frontend() => new(cluster.Grains, signal, NullLogger<LiveConnector>.Instance);

    private async Task<(LiveBatch Missed, ChannelReader<LiveBatch> Heard, IDisposable Subscription)> WatchAsync(LiveConnector frontend, string? after = null)
    {
        var heard = Channel.CreateUnbounded<LiveBatch>();
        var (missed, subscription) = await Topic.Open(cluster.Grains, user).Require().WatchAsync(frontend, after, batch => heard.Writer.TryWrite(batch));
        return (missed, heard.Reader, subscription);
    }
}
