using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Lists;

namespace OrleansBackends.Tests.Polls.Proofs;

[Collection<ClusterCollection>]
public sealed class ReceiptTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_receipt_is_the_same_after_a_change_a_repeat_a_withdrawal_and_a_restart()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        var (made, sent) = (NewPolls.Voter(1), NewPolls.Voter(2));
        var nonce = BallotNonce.New();
        var first = (await Grains.Vote(poll, made, NewPolls.For("o1"))).Require().Receipt;
        Assert.Equal(BallotNonce.Length, first.Length);
        Assert.Equal(BallotNonce.ToText(nonce), (await Vote(poll, sent, "o1", nonce)).Require().Receipt);
        Assert.Equal(first, (await Vote(poll, made, "o1", BallotNonce.New())).Require().Receipt);
        Assert.Equal(first, (await Vote(poll, made, "o2", BallotNonce.New())).Require().Receipt);
        Assert.Equal(BallotNonce.ToText(nonce), (await Vote(poll, sent, "o2", null)).Require().Receipt);
        await Grains.Shard(poll, sent).Withdraw(sent);
        await cluster.DeactivateAsync(Grains.Shard(poll, made));
        Assert.Equal(first, (await Grains.Shard(poll, made).Mine(made)).Require().Receipt);
        Assert.Equal(BallotNonce.ToText(nonce), (await Vote(poll, sent, "o3", BallotNonce.New())).Require().Receipt);
    }

    [Fact]
    public async Task A_nonce_belongs_to_one_voter_even_after_a_withdrawal()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice());
        var nonce = BallotNonce.New();
        await Vote(poll, NewPolls.Voter(1), "o1", nonce);
        Assert.Equal(BallotErrors.NonceTaken, (await Vote(poll, NewPolls.Voter(2), "o1", nonce)).Error);
        await Grains.Shard(poll, NewPolls.Voter(1)).Withdraw(NewPolls.Voter(1));
        await cluster.DeactivateAsync(Grains.Shards(poll).Single());
        Assert.Equal(BallotErrors.NonceTaken, (await Vote(poll, NewPolls.Voter(2), "o1", nonce)).Error);
        Assert.False(await Grains.Shards(poll).Single().HasVoted(NewPolls.Voter(2)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task Every_counted_ballot_is_proved_by_its_receipt_and_a_withdrawn_one_is_not(long expected)
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { ExpectedVoters = expected });
        var receipts = new Dictionary<string, string>();
        for (var i = 0; i < 21; i++)
        {
            var option = $"o{(i % 3) + 1}";
            var cast = await Vote(poll, NewPolls.Voter(i), option, i % 2 == 0 ? BallotNonce.New() : null);
            receipts[cast.Require().Receipt] = $"{{\"choices\":[\"{option}\"]}}";
        }

        var gone = (await Vote(poll, NewPolls.Voter(21), "o1", null)).Require().Receipt;
        await Grains.Shard(poll, NewPolls.Voter(21)).Withdraw(NewPolls.Voter(21));
        Assert.Equal(PollErrors.NotClosed, (await Queries.Prove(poll.Id, gone)).Error);
        await Grains.Poll(poll.Id).Close(owner);
        var audit = (await Grains.Poll(poll.Id).Audit()).Require();
        Assert.Equal((21L, poll.Shards), (audit.TreeSize, audit.Shards.Count));
        var places = new HashSet<long>();
        foreach (var (receipt, ballot) in receipts)
        {
            var proof = (await Queries.Prove(poll.Id, receipt)).Require();
            var json = System.Text.Json.JsonSerializer.SerializeToElement(proof, WireJson.Options);
            Assert.Equal((ballot, audit.Root, 21L), (proof.Ballot, proof.Root, proof.TreeSize));
            Assert.True(ReceiptVerifier.Holds(json, receipt, ballot, audit.Root));
            Assert.False(ReceiptVerifier.Holds(json, receipt, ballot.Replace("o1", "o2", StringComparison.Ordinal).Replace("o3", "o1", StringComparison.Ordinal) + " ", audit.Root));
            Assert.True(places.Add(proof.Index) && proof.Index is >= 0 and < 21);
        }

        Assert.Equal(BallotErrors.NoReceipt, (await Queries.Prove(poll.Id, gone)).Error);
        Assert.Equal(BallotErrors.NoReceipt, (await Queries.Prove(poll.Id, "no receipt")).Error);
    }

    [Fact]
    public async Task A_nonce_that_was_copied_in_another_shard_hides_nobodys_ballot()
    {
        var poll = await Grains.MakePoll(owner, NewPolls.Choice() with { ExpectedVoters = 100_000 });
        var nonce = BallotNonce.New();
        var shards = Enumerable.Range(0, 100).Select(NewPolls.Voter).DistinctBy(voter => PollKey.ShardOf(voter.Identity, poll.Shards)).ToList();
        await Vote(poll, shards[0], "o1", nonce);
        await Vote(poll, shards[1], "o2", nonce);
        await Grains.Poll(poll.Id).Close(owner);
        var proof = (await Queries.Prove(poll.Id, BallotNonce.ToText(nonce))).Require();
        Assert.Equal(
            ["{\"choices\":[\"o1\"]}", "{\"choices\":[\"o2\"]}"],
            new[] { proof.Ballot, Assert.Single(proof.Others!).Ballot }.Order(StringComparer.Ordinal));
    }

    private IPollQueries Queries => Grains.GetGrain<IPollQueries>(0);

    private async Task<Result<CastReceipt>> Vote(PollView poll, Voter voter, string option, UInt128? nonce) =>
        (await Grains.Shard(poll, voter).CastBatch([new CastBallot(voter, NewPolls.For(option), Nonce: nonce)])).Single();
}
