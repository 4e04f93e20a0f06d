using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Tests.Polls.Results;

[Collection<ClusterCollection>]
public sealed class PollLiveFeedTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_watcher_gets_a_snapshot_then_the_counts_then_the_end()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        using var watcher = new Observer(Grains);
        var first = await Grains.Poll(poll.Id).Watch(watcher.Reference, null);
        Assert.Contains("\"ballots\":1", Assert.Single(first.Events).Data, StringComparison.Ordinal);

        await Grains.Vote(poll, NewPolls.Voter(2), NewPolls.For("o2"));
        await cluster.Time.Until(() => Task.FromResult(watcher.Events.Any(e => e.Name == "results" && Has(e, "\"ballots\":2"))), TimeSpan.FromSeconds(5), "two ballots");
        await Grains.Poll(poll.Id).Close(owner);
        await cluster.Time.Until(() => Task.FromResult(watcher.Events.Any(e => e.Name == "results" && Has(e, "\"final\":true"))), TimeSpan.FromSeconds(5), "the end");
        Assert.Contains(watcher.Events, e => e.Name == "state" && Has(e, "\"closing\""));
        Assert.Contains(watcher.Events, e => e.Name == "state" && Has(e, "\"closed\""));
        Assert.All(watcher.Events, e => Assert.InRange(e.Data.Length, 0, 16 * 1024));
    }

    [Fact]
    public async Task Who_may_not_see_counts_is_told_of_state_and_comments_and_of_nothing_else()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { Visibility = ResultVisibility.AfterClose });
        using var watcher = new Observer(Grains);
        var news = Grains.GetGrain<IPollNewsGrain>(PollKey.News(poll.Id));
        await news.Watch(watcher.Reference, null);
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.For("o1"));
        await Grains.PollComments(poll.Id).Comment(owner, "soon", null);
        await Grains.Poll(poll.Id).Close(owner);
        await cluster.Time.Until(() => Task.FromResult(watcher.Events.Any(e => Has(e, "\"closed\""))), TimeSpan.FromSeconds(5), "the end");
        Assert.Equal(["comment", "state", "state"], watcher.Events.Select(e => e.Name));
        Assert.DoesNotContain(watcher.Events, e => Has(e, "ballots") || Has(e, "tallies"));
    }

    [Fact]
    public async Task A_poll_with_a_hundred_options_fits_into_one_snapshot()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Ranked(100, PollMethod.Schulze));
        await Grains.Vote(poll, NewPolls.Voter(1), NewPolls.Ranking([.. Enumerable.Range(1, 100).Select(n => $"o{n}")]));
        using var watcher = new Observer(Grains);
        var first = await Grains.Poll(poll.Id).Watch(watcher.Reference, null);
        Assert.InRange(Assert.Single(first.Events).Data.Length, 1_000, 16 * 1024);
        Assert.Equal(100, (await Grains.Poll(poll.Id).Results(null, null)).Require().Matrix!.Count);
    }

    [Fact]
    public async Task A_deleted_poll_says_so()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        using var watcher = new Observer(Grains);
        await Grains.Poll(poll.Id).Watch(watcher.Reference, null);
        await Grains.Poll(poll.Id).Delete(owner);
        await cluster.Time.Until(() => Task.FromResult(watcher.Events.Any(e => e.Name == "state" && Has(e, "\"deleted\""))), TimeSpan.FromSeconds(5), "that it is gone");
    }

    private static bool Has(LiveEvent happened, string text) => happened.Data.Contains(text, StringComparison.Ordinal);
}
