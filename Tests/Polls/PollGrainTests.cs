using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.Tests.Polls;

[Collection<ClusterCollection>]
public sealed class PollGrainTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_draft_is_changed_opened_and_seen_by_all()
    {
        var made = await Grains.MakePoll(owner, NewPolls.Choice(), open: false);
        var poll = Grains.Poll(made.Id);
        Assert.Equal(PollErrors.NotFound, (await poll.Get(NewPolls.Somebody())).Error);
        Assert.Equal(PollErrors.NotFound, (await poll.Get(null)).Error);

        var changed = (await poll.Edit(owner, NewPolls.Choice(4) with { Title = "  Or there? " }, made.Version)).Require();
        Assert.Equal(("Or there?", 4, 2), (changed.Definition.Title, changed.Definition.Options.Count, changed.Version));
        Assert.Equal(Errors.Stale, (await poll.Edit(owner, NewPolls.Choice(), made.Version)).Error);

        var open = (await poll.Open(owner)).Require();
        Assert.Equal((PollStatus.Open, 1), (open.State, open.Shards));
        Assert.Equal(64, open.SeedHash!.Length);
        Assert.Equal(open.Version, (await poll.Open(owner)).Require().Version);
        Assert.Equal(PollStatus.Open, (await poll.Get(null)).Require().State);
    }

    [Fact]
    public async Task A_poll_survives_the_end_of_its_activation()
    {
        var made = await Grains.MakePoll(owner, NewPolls.Choice() with { Description = "kept", MaxVoters = 7 });
        await cluster.DeactivateAsync(Grains.Poll(made.Id));
        var found = (await Grains.Poll(made.Id).Get(null)).Require();
        Assert.Equal(("kept", 7, made.SeedHash, made.ClosesAt), (found.Definition.Description, found.Definition.MaxVoters, found.SeedHash, found.ClosesAt));
    }

    [Fact]
    public async Task Once_open_only_texts_a_later_end_and_the_comments_switch_change()
    {
        var definition = NewPolls.Choice() with { ClosesAt = cluster.Time.Now + TimeSpan.FromHours(1) };
        var made = await Grains.MakePoll(owner, definition);
        var poll = Grains.Poll(made.Id);
        Assert.Equal(PollErrors.DefinitionFixed, (await poll.Edit(owner, NewPolls.Choice(4), null)).Error);
        Assert.Equal(PollErrors.DefinitionFixed, (await poll.Edit(owner, definition with { Visibility = ResultVisibility.AfterClose }, null)).Error);
        Assert.Equal(PollErrors.DefinitionFixed, (await poll.Edit(owner, definition with { ClosesAt = definition.ClosesAt - TimeSpan.FromMinutes(1) }, null)).Error);
        var later = definition with { Title = "Where do we go?", Comments = false, ClosesAt = definition.ClosesAt + TimeSpan.FromHours(1) };
        var changed = (await poll.Edit(owner, later, made.Version)).Require();
        Assert.Equal((later.Title, false, later.ClosesAt), (changed.Definition.Title, changed.Definition.Comments, changed.ClosesAt));
    }

    [Fact]
    public async Task A_later_end_holds_for_ballots_too()
    {
        var definition = NewPolls.Choice() with { ClosesAt = cluster.Time.Now + TimeSpan.FromMinutes(2) };
        var made = await Grains.MakePoll(owner, definition);
        await Grains.Poll(made.Id).Edit(owner, definition with { ClosesAt = definition.ClosesAt + TimeSpan.FromDays(30) }, null);
        cluster.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.True((await Grains.Vote(made, NewPolls.Voter(1), NewPolls.For("o1"))).IsOk);
    }

    [Fact]
    public async Task Somebody_elses_poll_is_not_there_to_change()
    {
        var made = await Grains.MakePoll(owner, NewPolls.Choice());
        var (poll, stranger) = (Grains.Poll(made.Id), NewPolls.Somebody());
        Assert.Equal(PollErrors.NotFound, (await poll.Edit(stranger, NewPolls.Choice(), null)).Error);
        Assert.Equal(PollErrors.NotFound, (await poll.Close(stranger)).Error);
        Assert.Equal(PollErrors.NotFound, (await poll.Delete(stranger)).Error);
        Assert.Equal(PollErrors.NotFound, (await poll.Open(stranger)).Error);
    }

    [Fact]
    public async Task One_operation_makes_one_poll()
    {
        var operation = NewPolls.Operation("a");
        var poll = Grains.Poll(PollId.New(operation));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => poll.Create(new NewPoll(owner, NewPolls.Choice(), true), operation)));
        Assert.Single(answers.Select(a => a.Require().Id).Distinct());
        Assert.Equal(19, answers.Count(a => a.Replayed));
        Assert.Equal(Errors.KeyReused, (await poll.Create(new NewPoll(owner, NewPolls.Choice(), true), operation with { BodyHash = "b" })).Error);
    }

    [Fact]
    public async Task A_failed_write_leaves_the_poll_as_it_was()
    {
        var made = await Grains.MakePoll(owner, NewPolls.Choice());
        var poll = Grains.Poll(made.Id);
        cluster.FailWrites("polls.poll", PollKey.Poll(made.Id));
        await Assert.ThrowsAnyAsync<Exception>(() => poll.Edit(owner, NewPolls.Choice() with { Title = "Other" }, null));
        Assert.Equal(made.Definition.Title, (await poll.Get(null)).Require().Definition.Title);
    }

    [Fact]
    public async Task A_deleted_poll_is_gone_with_its_ballots()
    {
        var made = await Grains.MakePoll(owner, NewPolls.Choice());
        await Grains.Vote(made, NewPolls.Voter(1), NewPolls.For("o1"));
        Assert.True((await Grains.Poll(made.Id).Delete(owner)).IsOk);
        Assert.True((await Grains.Poll(made.Id).Delete(owner)).IsOk);
        Assert.Equal(PollErrors.NotFound, (await Grains.Poll(made.Id).Get(owner)).Error);
        Assert.Equal(PollErrors.NotFound, (await Grains.Poll(made.Id).Results(null, null)).Error);
        Assert.False((await Grains.Vote(made, NewPolls.Voter(2), NewPolls.For("o1"))).IsOk);
        Assert.False((await Grains.Shard(made, NewPolls.Voter(1)).Mine(NewPolls.Voter(1))).IsOk);
    }

    [Fact]
    public async Task A_scheduled_poll_opens_at_its_time()
    {
        var opensAt = cluster.Time.Now + TimeSpan.FromMinutes(30);
        var made = await Grains.MakePoll(owner, NewPolls.Choice() with { OpensAt = opensAt });
        Assert.Equal((PollStatus.Scheduled, 0), (made.State, made.Shards));
        var poll = Grains.Poll(made.Id);
        await cluster.FireReminder(poll, opensAt);
        var open = (await poll.Get(null)).Require();
        Assert.Equal(PollStatus.Open, open.State);
        Assert.True((await Grains.Vote(open, NewPolls.Voter(1), NewPolls.For("o1"))).IsOk);
    }
}
