using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Polls.Ballots;
using OrleansBackends.Grains.Polls.Proofs;

namespace OrleansBackends.Grains.Polls.SecretBallots;

/// <summary>
/// Who has voted in a shard of a secret poll, and what was voted, apart. Only a ballot that is not stored yet is known together with its voter.
/// </summary>
internal sealed class SecretUrn(ShardTerms terms, BallotBox box)
{
    private readonly HashSet<UInt128> voters = [];
    private readonly Dictionary<UInt128, MarkedBallot> ballots = [];
    private readonly Queue<(SecretVoter, SecretBallot)> waiting = new();

    public bool HasWaiting => waiting.Count > 0;

    public bool HasVoted(UInt128 voter) => voters.Contains(voter);

    public IEnumerable<BallotLeaf> Leaves() => ballots.Select(ballot => new BallotLeaf(default, ballot.Key, ballot.Value.Text));

    /// <summary>Decides on a ballot; one that is taken waits to be stored.</summary>
    public Result<CastReceipt> Cast(CastBallot cast, UInt128 voter)
    {
        var ballot = terms.Paper.Read(cast.Ballot);
        if (!ballot.IsOk)
        {
            return ballot.Error;
        }

        if (cast.Version is { } version && (version != 1 || !HasVoted(voter)))
        {
            return Errors.Stale;
        }

        var nonce = cast.Nonce ?? BallotNonce.New();
        var known = ballots.GetValueOrDefault(nonce);
        if (HasVoted(voter))
        {
            return known?.Text == ballot.Value.Text ? Receipt(nonce, isFirst: false) : BallotErrors.AlreadyVoted;
        }

        if (known is not null)
        {
            return BallotErrors.NonceTaken;
        }

        if (voters.Count >= Math.Min(terms.MaxVoters ?? int.MaxValue, PollLimits.ShardVoters))
        {
            return voters.Count >= terms.MaxVoters ? BallotErrors.PollFull : BallotErrors.ShardFull;
        }

        var secret = new SecretBallot { Nonce = BallotNonce.ToText(nonce), Ballot = DocumentJson.Read<Ballot>(ballot.Value.Text) };
        var invite = cast.Voter.Kind == VoterStrength.Invite ? int.Parse(cast.Voter.Identity, System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
        voters.Add(voter);
        ballots.Add(nonce, ballot.Value);
        waiting.Enqueue((new SecretVoter { Voter = VoterKey.ToText(voter), Invite = invite }, secret));
        return Receipt(nonce, isFirst: true);
    }

    /// <summary>The next ballots to be stored.</summary>
    public IReadOnlyCollection<(SecretVoter, SecretBallot)> Take(int most)
    {
        var taken = new List<(SecretVoter, SecretBallot)>();
        while (taken.Count < most && waiting.TryDequeue(out var next))
        {
            taken.Add(next);
        }

        return taken;
    }

    /// <summary>Takes in what is stored; what is there already stays.</summary>
    public void Restore(SecretVoter voter) => voters.Add(VoterKey.Parse(voter.Voter));

    /// <summary>The same for a ballot, which is counted where it is shown.</summary>
    public void Restore(SecretBallot ballot, bool isShown)
    {
        if (ballots.TryAdd(BallotNonce.Read(ballot.Nonce)!.Value, terms.Paper.Read(ballot.Ballot).Require()) && isShown)
        {
            Show(ballot);
        }
    }

    /// <summary>Counts a ballot in public.</summary>
    public void Show(SecretBallot ballot) => box.Show(ballots[BallotNonce.Read(ballot.Nonce)!.Value]);

    private static CastReceipt Receipt(UInt128 nonce, bool isFirst) => new(1, null, isFirst, BallotNonce.ToText(nonce));
}
