using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Ballots;

internal static class BallotEndpoints
{
    private const long MaxBody = 16 * 1024;

    public static RouteGroupBuilder MapBallots(this RouteGroupBuilder polls)
    {
        polls.MapPut("/{id}/ballot", Cast).AllowAnonymousToo().LimitInProcess("public-read").MaxBody(MaxBody)
            .WithSummary("Votes, or changes a vote")
            .WithDescription("Answers when the ballot is durable; the identical ballot again is harmless. 30 a minute for each address and poll.")
            .Refuses(
                PollErrors.NotFound, BallotErrors.NotInvited, BallotErrors.InviteRevoked, BallotErrors.NotOpen, BallotErrors.Closed, BallotErrors.AlreadyVoted,
                BallotErrors.OptionFull([]), BallotErrors.PollFull, BallotErrors.NonceTaken, BallotErrors.ShardFull, Errors.Stale, BallotErrors.WrongType, BallotErrors.UnknownOption("choices"),
                BallotErrors.DuplicateOption("choices"), BallotErrors.TooFewChoices, BallotErrors.TooManyChoices, BallotErrors.ScoreOutOfRange,
                BallotErrors.EqualRanksNotAllowed, BallotErrors.RankingTooShort, BallotErrors.GradeMissing, BallotErrors.CreditsExceeded,
                BallotErrors.AgainstNotAllowed, BallotErrors.AnswerMissing);
        polls.MapGet("/{id}/ballot", Mine).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Shows the caller's own ballot").WithDescription("Of a secret ballot no more than voted: true.").Refuses(PollErrors.NotFound, BallotErrors.NoBallot, BallotErrors.NotInvited);
        polls.MapDelete("/{id}/ballot", Withdraw).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Takes the caller's ballot back").WithDescription("Harmless when there is none.")
            .Refuses(PollErrors.NotFound, BallotErrors.WithdrawalNotAllowed, BallotErrors.Closed, BallotErrors.NotOpen, BallotErrors.NotInvited);
        return polls;
    }

    private static async Task<Results<CreatedAnswer<BallotAnswer>, OkAnswer<BallotAnswer>>> Cast(
        string id, CastBallotRequest request, IfMatch ifMatch, HttpContext context, VoteDesk desk)
    {
        var cast = await desk.Cast(id, request.ToBallot(), new VoteTerms(ifMatch.Version, request.Invite, request.Nonce), context);
        var answer = cast.Map(receipt => new BallotAnswer(receipt.Version, receipt.CastAt, receipt.Receipt));
        return cast is { IsOk: true, Value.First: true } ? answer.ToCreated(_ => $"/api/polls/{id}/ballot") : answer.ToOk();
    }

    private static async Task<Results<OkAnswer<OwnBallot>, OkAnswer<VotedAnswer>>> Mine(
        string id, HttpContext context, PollCache polls, VoterDesk voters, PollDesk desk)
    {
        var own = await Ask(id, context, polls, voters, (poll, voter) => desk.ShardOf(poll, voter).Mine(voter), BallotErrors.NoBallot);
        return own is { IsOk: true, Value.Ballot: null } ? own.Map(_ => new VotedAnswer(true)).ToOk() : own.ToOk();
    }

    private static async Task<NoContentAnswer> Withdraw(string id, HttpContext context, PollCache polls, VoterDesk voters, PollDesk desk)
    {
        var answer = await Ask(id, context, polls, voters, (poll, voter) => desk.ShardOf(poll, voter).Withdraw(voter), BallotErrors.NotOpen);
        return (answer.Error == BallotErrors.NoBallot ? Done.Ok : answer).ToNoContent();
    }

    private static async Task<Result<T>> Ask<T>(
        string id, HttpContext context, PollCache polls, VoterDesk voters, Func<PollView, Voter, Task<Result<T>>> ask, Error unopened)
    {
        var poll = await polls.GetOpen(id);
        if (!poll.IsOk)
        {
            return poll.Error;
        }

        var voter = voters.Find(poll.Value, context);
        return !voter.IsOk ? voter.Error : poll.Value.Shards == 0 ? unopened : await ask(poll.Value, voter.Value);
    }
}
