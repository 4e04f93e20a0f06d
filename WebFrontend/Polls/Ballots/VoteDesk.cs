using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Ballots;

/// <summary>Takes a ballot from whoever calls, from a program or from the page.</summary>
internal sealed class VoteDesk(PollCache polls, VoterDesk voters, BallotGatherer gatherer, RouteLimits limits)
{
    private const string Policy = "polls-vote";

    private static readonly Error BadNonce = Errors.Invalid($"A nonce is {BallotNonce.Bytes} bytes as {BallotNonce.Length} characters of base64url.", "nonce");

    public async Task<Result<CastReceipt>> Cast(string id, Ballot ballot, VoteTerms terms, HttpContext context)
    {
        if (terms is { Nonce: not null, Drawn: null })
        {
            return BadNonce;
        }

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

        var voter = voters.FindOrMake(poll.Value, context, terms.Invite);
        return voter.IsOk
            ? await gatherer.Cast(PollDesk.KeyOf(poll.Value, voter.Value), new CastBallot(voter.Value, ballot, terms.Version, terms.Drawn))
            : voter.Error;
    }

    private static Error? RefuseState(PollView poll) => poll.State switch
    {
        PollStatus.Open => null,
        PollStatus.Closing or PollStatus.Closed => BallotErrors.Closed,
        _ => BallotErrors.NotOpen,
    };
}

/// <summary>What comes with a ballot: the version it replaces, the token of an invitation, and the voter's own nonce.</summary>
internal sealed record VoteTerms(int? Version, string? Invite, string? Nonce)
{
    /// <summary>The nonce, or null where none was sent or what was sent is none.</summary>
    public UInt128? Drawn { get; } = Nonce is null ? null : BallotNonce.Read(Nonce);
}
