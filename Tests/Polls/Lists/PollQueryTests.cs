using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Lists;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Polls.Lists;

/// <summary>The same lists, with the same expectations, on both databases.</summary>
[Collection<StorageCollection>]
public sealed class PollQueryTests(StorageSilos silos)
{
    private readonly UserId owner = NewPolls.Somebody();
    private readonly string word = $"w{Guid.NewGuid():N}";

    [Theory, OnBothDatabases]
    public async Task Own_polls_come_newest_first_in_pages_that_neither_skip_nor_repeat(Db db)
    {
        var (grains, queries) = await Open(db);
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add((await grains.MakePoll(owner, NewPolls.Choice(), open: i % 2 == 0)).Id);
        }

        var (found, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await queries.Owned(owner, new PollFilter(), new PageRequest(3, cursor))).Require();
            found.AddRange(page.Items.Select(poll => poll.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(made.Order(), found.Order());
        Assert.Equal(Errors.InvalidCursor, (await queries.Owned(owner, new PollFilter(), new PageRequest(3, "nonsense"))).Error);
        Assert.Equal(3, (await queries.Owned(owner, new PollFilter(State: PollStatus.Draft), new PageRequest(10, null))).Require().Items.Count);
    }

    [Theory, OnBothDatabases]
    public async Task Public_polls_are_found_by_words_and_state(Db db)
    {
        var (grains, queries) = await Open(db);
        var poll = NewPolls.Choice() with { Title = $"Lunch {word}", Options = [new PollOption("Dumplings"), new PollOption("Soup")] };
        var open = await grains.MakePoll(owner, poll);
        var closed = await grains.MakePoll(owner, poll);
        await grains.Poll(closed.Id).Close(owner);
        await grains.MakePoll(owner, poll with { Listed = false });
        await grains.MakePoll(owner, poll, open: false);
        var deleted = await grains.MakePoll(owner, poll);
        await grains.Poll(deleted.Id).Delete(owner);

        Assert.Equal(new[] { open.Id, closed.Id }.Order(), (await Find(queries, $"LUNCH {word}")).Order());
        Assert.Equal(new[] { open.Id, closed.Id }.Order(), (await Find(queries, $"{word} dumplings")).Order());
        Assert.Equal([closed.Id], await Find(queries, word, PollStatus.Closed));
        Assert.Empty(await Find(queries, $"{word} pizza"));
    }

    [Theory, OnBothDatabases]
    public async Task Named_votes_comments_and_invitations_are_found(Db db)
    {
        var (grains, queries) = await Open(db);
        var user = NewPolls.Somebody();
        var named = await grains.MakePoll(owner, NewPolls.Choice() with { Strength = VoterStrength.Account, Privacy = PollPrivacy.Named, ExpectedVoters = 100_000 });
        var kept = await grains.MakePoll(owner, NewPolls.Choice() with { Strength = VoterStrength.Account });
        await grains.Vote(named, Voter.Of(user), NewPolls.For("o1"));
        await grains.Vote(named, Voter.Of(user), NewPolls.For("o2"));
        await grains.Vote(kept, Voter.Of(user), NewPolls.For("o2"));
        Assert.Equal([named.Id], (await queries.Voted(user, new PageRequest(10, null))).Require().Items.Select(poll => poll.Id));
        Assert.Equal(3, (await queries.BallotsOf(user, 10)).Count);

        var first = (await grains.PollComments(named.Id).Comment(user, "one", null)).Require();
        var second = (await grains.PollComments(named.Id).Comment(user, "two 'quoted'", null)).Require();
        Assert.Equal([second, first], (await queries.Comments(named.Id, new PageRequest(10, null))).Require().Items);
        await grains.PollComments(named.Id).DeleteComment(user, first.Id);
        Assert.Equal([second], (await queries.Comments(named.Id, new PageRequest(10, null))).Require().Items);
        Assert.Equal(["two 'quoted'"], (await queries.CommentsOf(user, "", 0, 10)).Select(comment => comment.Text));

        var invited = await grains.MakePoll(owner, NewPolls.Choice() with { Strength = VoterStrength.Invite });
        await grains.PollInvites(invited.Id).Invite(owner, ["a", null, "c"], null);
        await grains.PollInvites(invited.Id).RevokeInvite(owner, 2);
        Assert.Equal([new WrittenInvite(1, "a", false), new WrittenInvite(2, null, true), new WrittenInvite(3, "c", false)], await queries.Invites(invited.Id, 0, 10));
    }

    [Theory, OnBothDatabases]
    public async Task Ballots_of_all_shards_are_one_sorted_list(Db db)
    {
        var (grains, queries) = await Open(db);
        var poll = await grains.MakePoll(owner, NewPolls.Ranked(4, PollMethod.Stv) with { ExpectedVoters = 100_000 });
        for (var i = 0; i < 40; i++)
        {
            await grains.Vote(poll, NewPolls.Voter(i), NewPolls.Ranking($"o{(i % 4) + 1}", $"o{((i + 1 + (i % 3)) % 4) + 1}"));
        }

        var (found, after) = (new List<BallotCount>(), (string?)"");
        while (after is not null)
        {
            var page = await queries.Ballots(poll.Id, poll.Shards, after, 2);
            found.AddRange(page.Items);
            after = page.NextCursor;
        }

        Assert.Equal(40, found.Sum(ballot => ballot.Count));
        Assert.Equal(found.Select(ballot => ballot.Text).Distinct().Order(StringComparer.Ordinal), found.Select(ballot => ballot.Text));
    }

    [Theory, OnBothDatabases]
    public async Task A_poll_that_is_due_is_found_by_the_sweeper(Db db)
    {
        var (grains, _) = await Open(db);
        var source = (await silos.Get<IEnumerable<ISweepSource>>(db)).Single(source => source.StateName == "polls.poll");
        var poll = await grains.MakePoll(owner, NewPolls.Choice() with { ClosesAt = DateTimeOffset.UtcNow.AddHours(1) });
        var due = GrainId.Create("poll", PollKey.Poll(poll.Id));
        Assert.DoesNotContain(due, await source.Leftovers(DateTimeOffset.UtcNow.AddMinutes(59), "", 1_000, CancellationToken.None));
        Assert.Contains(due, await source.Leftovers(DateTimeOffset.UtcNow.AddMinutes(61), "", 1_000, CancellationToken.None));
        await grains.Poll(poll.Id).Close(owner);
        Assert.DoesNotContain(due, await source.Leftovers(DateTimeOffset.UtcNow.AddMinutes(61), "", 1_000, CancellationToken.None));
    }

    [Theory, OnBothDatabases]
    public async Task An_erased_users_votes_stay_without_a_name_and_comments_and_drafts_go(Db db)
    {
        var (grains, queries) = await Open(db);
        var user = NewPolls.Somebody();
        var named = await grains.MakePoll(owner, NewPolls.Choice() with { Strength = VoterStrength.Account, Privacy = PollPrivacy.Named });
        await grains.Vote(named, Voter.Of(user), NewPolls.For("o1"));
        await grains.Vote(named, Voter.Of(user), NewPolls.For("o3"));
        await grains.PollComments(named.Id).Comment(user, "mine", null);
        var own = await grains.MakePoll(user, NewPolls.Choice());
        var draft = await grains.MakePoll(user, NewPolls.Choice(), open: false);

        var exported = new List<string>();
        var export = (await silos.Get<IEnumerable<IUserExport>>(db)).Single(e => e.Slice == "polls");
        for (var page = await export.Export(user, null, default); ; page = await export.Export(user, page.NextCursor, default))
        {
            exported.AddRange(page.Items);
            if (page.NextCursor is null)
            {
                break;
            }
        }

        Assert.Equal(4, exported.Count);
        Assert.Contains(exported, text => text.Contains("\"mine\"", StringComparison.Ordinal));

        var erasure = (await silos.Get<IEnumerable<IUserErasure>>(db)).Single(e => e.Slice == "polls");
        while (!await erasure.EraseStep(user, default))
        {
        }

        Assert.Empty(await queries.BallotsOf(user, 10));
        Assert.Empty(await queries.CommentsOf(user, "", 0, 10));
        Assert.Equal([0, 0, 1], (await grains.Poll(named.Id).Results(null, null)).Require().Tallies.Select(tally => tally.Count));
        Assert.All((await grains.Shards(named).Single().Voters(0, 10)).Voters, voter => Assert.Null(voter.User));
        Assert.Null((await grains.Poll(own.Id).Get(null)).Require().Owner);
        Assert.False((await grains.Poll(draft.Id).Get(user)).IsOk);
        // The same account would not vote twice.
        Assert.Equal(3, (await grains.Vote(named, Voter.Of(user), NewPolls.For("o2"))).Require().Version);
    }

    private static async Task<IReadOnlyList<string>> Find(IPollQueries queries, string words, PollStatus? state = null) =>
        [.. (await queries.Public(new PollFilter(words, state), new PageRequest(100, null))).Require().Items.Select(poll => poll.Id)];

    private async Task<(IGrainFactory Grains, IPollQueries Queries)> Open(Db db)
    {
        var grains = await silos.Get<IGrainFactory>(db);
        return (grains, grains.GetGrain<IPollQueries>(0));
    }
}
