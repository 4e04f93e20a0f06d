using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Bench.Subjects;

/// <summary>An open poll of rankings, and voters without number.</summary>
internal sealed class RankedPoll(IGrainFactory grains, PollView poll)
{
    private const int Options = 8;
    private const int AtOnce = 500;

    public PollView Poll => poll;

    public static async Task<RankedPoll> Open(IGrainFactory grains, PollMethod method, long expectedVoters)
    {
        var definition = new PollDefinition
        {
            Title = "Who shall it be?",
            Options = [.. Enumerable.Range(1, Options).Select(n => new PollOption($"Candidate {n}"))],
            Type = PollType.Ranked,
            Method = method,
            ExpectedVoters = expectedVoters,
        };
        var made = await grains.GetGrain<IPollGrain>(PollKey.Poll(PollId.New(null))).Create(new NewPoll(new UserId(Guid.NewGuid()), definition, Open: true), null);
        return new RankedPoll(grains, made.Require());
    }

    public static CastBallot NewBallot(int voter, Random random)
    {
        var options = Enumerable.Range(0, Options).ToArray();
        lock (random)
        {
            random.Shuffle(options);
        }

        return new CastBallot(new Voter(VoterStrength.Cookie, $"voter-{voter}"), new Ballot { Ranking = [.. options.Select(option => (IReadOnlyList<string>)[BallotPaper.IdOf(option)])] });
    }

    public async Task Fill(IEnumerable<CastBallot> ballots)
    {
        foreach (var some in ballots.Chunk(AtOnce * poll.Shards))
        {
            await Cast(some);
        }
    }

    public async Task Cast(params IReadOnlyList<CastBallot> ballots)
    {
        var answers = await Task.WhenAll(ballots.GroupBy(ballot => PollKey.ShardOf(ballot.Voter.Identity, poll.Shards))
            .Select(shard => grains.GetGrain<IShardGrain>(PollKey.Shard(poll.Id, shard.Key)).CastBatch([.. shard])));
        foreach (var answer in answers.SelectMany(shard => shard))
        {
            answer.Require();
        }
    }
}
