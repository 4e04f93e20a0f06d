using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Tests.Notifications.Dispatch;

namespace OrleansBackends.Tests.Notifications.Log;

[Collection<ClusterCollection>]
public sealed class DeliveryFeedTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Counters_come_at_most_twice_a_second_and_dead_letters_at_once()
    {
        var feed = cluster.Grains.GetGrain<IDeliveryFeedGrain>($"deliveryfeed:{NewMessages.NewApp()}");
        using var observer = new Observer(cluster.Grains);
        await feed.Watch(observer.Reference, null);
        var first = observer.Next();
        for (var i = 0; i < 10; i++)
        {
            await feed.Count([new OutcomeCount(NotifyChannel.Email, MessageStatus.Sent, 2)]);
        }

        await cluster.Time.Until(first, TimeSpan.FromMilliseconds(200), "the first counters");
        Assert.Equal("counters", Assert.Single(observer.Events).Name);

        await feed.Count([new OutcomeCount(NotifyChannel.Email, MessageStatus.Sent, 1)]);
        var dead = observer.Next();
        await feed.Dead([new DeadMessage("msg_1", NotifyChannel.Email, "welcome", "busy")]);
        await cluster.Time.Until(dead, TimeSpan.FromMilliseconds(100), "the dead letter");
        Assert.Equal("dead", observer.Events.Last().Name);
        var second = observer.Next();
        await cluster.Time.Until(second, TimeSpan.FromSeconds(1), "the second counters");
        Assert.Equal(["counters", "dead", "counters"], observer.Events.Select(e => e.Name));
        Assert.Contains("\"count\":21", observer.Events.Last().Data, StringComparison.Ordinal);
    }
}
