using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Ballots;

/// <summary>Takes a ballot from whoever calls, from a program or from the page.</summary>
internal sealed class VoteDesk(PollCache polls, VoterDesk voters, BallotGatherer gatherer, RouteLimits limits)
{
    private const string Policy = "polls-vote";

    public async Task<Result<CastReceipt>> Cast(string id, Ballot ballot, int? version, string? invite, HttpContext context)
    {
        var poll = await polls.GetOpen(id);
        if (!poll.IsOk)
        {
            return poll.Error;
        }

        if (await limits.TakeForAsync($"{ClientAddress.Of(context).Key} {id}", Policy) is { IsOk: false } limited)
        {
            return limited.Error;
        }

        if (RefuseState(poll.Value) is { } refused)
        {
            return refused;
        }

        var voter = voters.FindOrMake(poll.Value, context, invite);
        return voter.IsOk ? await gatherer.Cast(PollDesk.KeyOf(poll.Value, voter.Value), new CastBallot(voter.Value, ballot, version)) : voter.Error;
    }

    private static Error? RefuseState(PollView poll) => poll.State switch
    {
        PollStatus.Open => null,
        PollStatus.Closing or PollStatus.Closed => BallotErrors.Closed,
        _ => BallotErrors.NotOpen,
    };
}
