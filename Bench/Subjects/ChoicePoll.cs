using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Bench.Subjects;

/// <summary>An open poll with one choice.</summary>
internal sealed class ChoicePoll(IGrainFactory grains, PollView poll)
{
    public const int Options = 3;

    public PollView Poll => poll;

    /// <param name="grains">Where it is opened.</param>
    /// <param name="expectedVoters">What the number of its shards follows.</param>
    public static async Task<ChoicePoll> Open(IGrainFactory grains, long expectedVoters)
    {
        var definition = new PollDefinition
        {
            Title = "Where?",
            Options = [.. Enumerable.Range(1, Options).Select(n => new PollOption($"Place {n}"))],
            ExpectedVoters = expectedVoters,
        };
        var made = await grains.GetGrain<IPollGrain>(PollKey.Poll(PollId.New(null))).Create(new NewPoll(new UserId(Guid.NewGuid()), definition, Open: true), null);
        return new ChoicePoll(grains, made.Require());
    }

    public static CastBallot NewBallot(string voter, int option) =>
        new(new Voter(VoterStrength.Cookie, voter), new Ballot { Choices = [BallotPaper.IdOf(option % Options)] });

    public async Task Cast(int shard, params IReadOnlyList<CastBallot> ballots)
    {
        foreach (var answer in await grains.GetGrain<IShardGrain>(PollKey.Shard(poll.Id, shard)).CastBatch(ballots))
        {
            answer.Require();
        }
    }
}
