using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;
using OrleansBackends.Grains.Notifications.Topics;

namespace OrleansBackends.Tests.Notifications.Topics;

[Collection<ClusterCollection>]
public sealed class TopicGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Members_are_added_and_removed_once()
    {
        var topic = Topic();
        (await topic.Put("Deals")).Require();
        Assert.Equal(new TopicChanged(3, 0, 3), (await topic.Change(["c", "a", "b", "a"], [])).Require());
        Assert.Equal(new TopicChanged(1, 1, 3), (await topic.Change(["b", "d"], ["a", "x"])).Require());
        await cluster.DeactivateAsync(topic);
        Assert.Equal(["b", "c", "d"], (await topic.Members("", 10))!.Ids);
    }

    [Fact]
    public async Task Pages_neither_skip_nor_repeat()
    {
        var topic = Topic();
        (await topic.Put("Deals")).Require();
        (await topic.Change(["a", "B", "b", "ab", "_"], [])).Require();
        var (seen, after) = (new List<string>(), "");
        while (await topic.Members(after, 2) is { Ids: [.., var last] } page)
        {
            seen.AddRange(page.Ids);
            after = last;
        }

        Assert.Equal(["B", "_", "a", "ab", "b"], seen);
    }

    [Fact]
    public void Too_many_at_a_time_change_nothing() =>
        Assert.Equal("add", new TopicState().Change([.. Enumerable.Range(0, 1_001).Select(n => $"t{n}")], []).Error?.Member);

    [Fact]
    public async Task A_topic_that_was_never_made_is_not_there()
    {
        var topic = Topic();
        Assert.Equal("topic-not-found", (await topic.Change(["a"], [])).Error?.Code);
        Assert.Null(await topic.Members("", 10));
        (await topic.Put("Deals")).Require();
        (await topic.Delete()).Require();
        Assert.Equal("topic-not-found", (await topic.Get()).Error?.Code);
    }

    private ITopicGrain Topic() => cluster.Grains.GetGrain<ITopicGrain>(NotifyKeys.Topic("shop", $"t{Guid.NewGuid():N}"));
}
