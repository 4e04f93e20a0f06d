using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.WebFrontend.Polls.Ballots;

namespace OrleansBackends.Tests.Polls.Ballots;

public sealed class BallotGathererTests
{
    private readonly List<(string Shard, IReadOnlyList<CastBallot> Ballots, TaskCompletionSource Answer)> sent = [];
    private readonly BallotGatherer gatherer;

    public BallotGathererTests() => gatherer = new BallotGatherer(async (shard, ballots) =>
    {
        var answer = new TaskCompletionSource();
        sent.Add((shard, ballots, answer));
        await answer.Task;
        return [.. ballots.Select(ballot => (Result<CastReceipt>)new CastReceipt(int.Parse(ballot.Voter.Identity, null), null, true, ""))];
    });

    [Fact]
    public async Task The_first_ballot_goes_at_once_and_those_that_come_meanwhile_go_together()
    {
        var first = Cast(1);
        var others = new[] { Cast(2), Cast(3), Cast(4) };
        Assert.Equal([1], sent.Select(call => call.Ballots.Count));
        sent[0].Answer.SetResult();
        Assert.Equal(1, (await first).Require().Version);
        await TestTime.Eventually(() => Task.FromResult(sent.Count == 2), "the next call");
        sent[1].Answer.SetResult();
        Assert.Equal([2, 3, 4], (await Task.WhenAll(others)).Select(answer => answer.Require().Version));
    }

    [Fact]
    public async Task Sixty_four_wait_for_nobody_and_no_call_takes_more()
    {
        var all = Enumerable.Range(1, 200).Select(number => Cast(number)).ToList();
        Assert.Equal([1, 64, 64, 64], sent.Select(call => call.Ballots.Count));
        sent.ToList().ForEach(call => call.Answer.SetResult());
        await TestTime.Eventually(() => Task.FromResult(sent.Count == 5), "what was left");
        sent[4].Answer.SetResult();
        Assert.Equal(Enumerable.Range(1, 200), (await Task.WhenAll(all)).Select(answer => answer.Require().Version));
    }

    [Fact]
    public async Task Shards_do_not_wait_for_each_other_and_a_fault_is_that_of_its_own_call()
    {
        var (lost, other) = (Cast(1, "a"), Cast(2, "b"));
        var later = Cast(3, "a");
        Assert.Equal(["a", "b"], sent.Select(call => call.Shard));
        sent[0].Answer.SetException(new IOException("away"));
        await Assert.ThrowsAsync<IOException>(() => lost);
        await TestTime.Eventually(() => Task.FromResult(sent.Count == 3), "the next call");
        sent[1].Answer.SetResult();
        sent[2].Answer.SetResult();
        Assert.Equal([2, 3], (await Task.WhenAll(other, later)).Select(answer => answer.Require().Version));
    }

    private Task<Result<CastReceipt>> Cast(int number, string shard = "a") =>
        gatherer.Cast(shard, new CastBallot(new Voter(Grains.Interfaces.Polls.VoterStrength.Cookie, $"{number}"), new Ballot()));
}
