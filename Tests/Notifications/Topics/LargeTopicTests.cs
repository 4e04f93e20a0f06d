using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Topics;

namespace OrleansBackends.Tests.Notifications.Topics;

/// <summary>Topics of which a part lies in pages.</summary>
[Collection<ClusterCollection>]
public sealed class LargeTopicTests(ClusterFixture cluster)
{
    private readonly string key = $"t{Guid.NewGuid():N}";

    private ITopicGrain Topic => cluster.Grains.GetGrain<ITopicGrain>(NotifyKeys.Topic("shop", key));

    [Fact]
    public async Task Members_beyond_the_first_4000_lie_in_pages_and_are_read_once_each()
    {
        await FillAsync(4_300);
        Assert.Equal(4_300, (await Topic.Get()).Require().Count);
        await cluster.DeactivateAsync(Topic);
        Assert.Equal(Names(0, 4_300), (await ReadAsync(limit: 500)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_member_has_one_place_whatever_is_added_and_removed_later()
    {
        await FillAsync(4_010);
        var paged = Names(4_000, 10);
        Assert.Equal(new TopicChanged(0, 0, 4_010), (await Topic.Change([.. paged, "s0007"], [])).Require());
        Assert.Equal(new TopicChanged(0, 4, 4_006), (await Topic.Change([], ["s0000", "s0001", .. paged.Take(2)])).Require());
        // There is room in the topic again; whoever lies in a page stays there all the same.
        Assert.Equal(new TopicChanged(2, 0, 4_008), (await Topic.Change([paged[0], paged[9], "s0000"], [])).Require());
        var members = await ReadAsync(limit: 700);
        Assert.Equal(members.Count, members.Distinct().Count());
        Assert.Contains("s0000", members);
        Assert.DoesNotContain("s0001", members);
    }

    [Fact]
    public async Task A_topic_made_again_under_the_name_of_a_deleted_one_has_none_of_its_members()
    {
        await FillAsync(4_050);
        (await Topic.Delete()).Require();
        await FillAsync(4_001);
        Assert.Equal(4_001, (await ReadAsync(limit: 1_000)).Count);
    }

    [Fact]
    public async Task A_count_that_a_fault_left_behind_is_right_after_the_same_change_again()
    {
        await FillAsync(4_000);
        cluster.FailWrites(TopicPageState.Name, NotifyKeys.TopicPage("shop", key, NotifyKeys.TopicPageOf("new-one")));
        await Assert.ThrowsAnyAsync<Exception>(() => Topic.Change(["new-one", "new-two"], []));
        await Topic.Change(["new-one", "new-two"], []);
        Assert.Equal(4_002, (await Topic.Get()).Require().Count);
        Assert.Equal(4_002, (await ReadAsync(limit: 900)).Count);
    }

    [Fact]
    public void A_topic_has_at_most_a_million_members()
    {
        var full = new TopicState { HasPages = true, PageCounts = ImmutableSortedDictionary<int, int>.Empty.Add(0, TopicState.MaxInAll) };
        Assert.Equal("topic-full", full.Change(["t"], []).Error?.Code);
        var page = Names(0, TopicState.MaxMembers).ToImmutableList();
        Assert.Equal("topic-full", page.Change(["t"], []).Error?.Code);
        Assert.Equal(TopicState.MaxMembers, page.Change(["t"], ["s0000"]).Require().Members.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada:1")]
    [InlineData("7/ada:1")]
    public void A_place_is_read_as_it_was_written(string text) => Assert.Equal(text, TopicPlace.Parse(text).ToString());

    [Fact]
    public async Task A_trigger_tells_the_members_of_pages_too()
    {
        var app = await cluster.AppAsync();
        var topic = cluster.Grains.GetGrain<ITopicGrain>(NotifyKeys.Topic(app.App, "deals"));
        await FillAsync(topic, 4_060);
        foreach (var some in Names(0, 3_990).Chunk(TopicRules.MaxChange))
        {
            (await topic.Change([], some)).Require();
        }

        await app.PublishAsync("order", NotifyData.Email());
        (await app.Trigger("tx").Start(new NewTrigger { Name = "order", Topic = "deals" })).Require();
        await app.ToldAsync("tx");
        Assert.Equal(70, (await app.Trigger("tx").Get()).Require().Counters.Recipients);
        foreach (var member in new[] { "s3990", "s3999", "s4000", "s4059" })
        {
            Assert.Single(await app.EntriesAsync<ReceivedEntry>(member, EntryKinds.Received));
        }
    }

    [Fact]
    public async Task A_trigger_that_is_lost_again_and_again_tells_each_member_once()
    {
        const int Members = 1_100;
        var app = await cluster.AppAsync();
        await FillAsync(cluster.Grains.GetGrain<ITopicGrain>(NotifyKeys.Topic(app.App, "deals")), Members);
        await app.PublishAsync("order", NotifyData.Inbox());
        var trigger = app.Trigger("tx");
        (await trigger.Start(new NewTrigger { Name = "order", Topic = "deals" })).Require();
        for (var told = 0; told < 3; told++)
        {
            await cluster.DeactivateAsync(trigger);
            Assert.True((await trigger.Get()).IsOk);
        }

        await app.ToldAsync("tx");
        Assert.Equal(Members, (await trigger.Get()).Require().Counters.Recipients);
        foreach (var some in Names(0, Members).Chunk(100))
        {
            Assert.All(await Task.WhenAll(some.Select(app.CountsAsync)), counts => Assert.Equal(new InboxCounts(1, 1), counts));
        }
    }

    private Task FillAsync(int members) => FillAsync(Topic, members);

    private static async Task FillAsync(ITopicGrain topic, int members)
    {
        (await topic.Put("Deals")).Require();
        foreach (var some in Names(0, members).Chunk(TopicRules.MaxChange))
        {
            (await topic.Change(some, [])).Require();
        }
    }

    private async Task<IReadOnlyList<string>> ReadAsync(int limit)
    {
        var members = new List<string>();
        for (var part = new TopicPart([], TopicPlace.Start, More: true); part.More;)
        {
            part = await cluster.Grains.ReadTopic("shop", key, TopicPlace.Parse(part.UpTo.ToString()), limit);
            members.AddRange(part.Members);
        }

        return members;
    }

    private static IReadOnlyList<string> Names(int first, int count) => [.. Enumerable.Range(first, count).Select(n => $"s{n:0000}")];
}
