using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>Decides on ballots by the poll's terms and what is in the box; what it decides it puts in at once and answers as an entry.</summary>
internal sealed class BallotDesk(ShardTerms terms, BallotBox box)
{
    public Result<CastReceipt> Cast(CastBallot cast, DateTimeOffset now, long seq, List<NewEntry> entries)
    {
        if ((Refuse(now) ?? Refuse(cast.Voter)) is { } refused)
        {
            return refused;
        }

        var ballot = terms.Paper.Read(cast.Ballot);
        if (!ballot.IsOk)
        {
            return ballot.Error;
        }

        var key = VoterKey.Of(terms.Secret, cast.Voter);
        var before = box.Find(key);
        if (cast.Version is { } version && version != before?.Version)
        {
            return Errors.Stale;
        }

        if (before is { Ballot: { } same } unchanged && same.Text == ballot.Value.Text)
        {
            return new CastReceipt(unchanged.Version, unchanged.At, First: false, ReceiptOf(key));
        }

        if ((RefuseChange(before, ballot.Value) ?? RefuseNonce(before, cast.Nonce)) is { } refuse)
        {
            return refuse;
        }

        if (before is null && cast.Nonce is { } nonce)
        {
            box.Nonces.Keep(key, nonce);
        }

        var held = box.Put(key, ballot.Value, (before?.Version ?? 0) + 1, now, seq);
        entries.Add(new NewEntry(BallotEntry.Cast, Write(key, held, cast.Voter)));
        return new CastReceipt(held.Version, now, First: before?.Ballot is null, ReceiptOf(key));
    }

    /// <summary>The voter's nonce, sent or made, as text.</summary>
    public string ReceiptOf(UInt128 voter) => BallotNonce.ToText(box.Nonces.Of(voter) ?? VoterKey.NonceOf(terms.Secret, voter));

    public Result<Done> Withdraw(Voter voter, DateTimeOffset now, long seq, List<NewEntry> entries)
    {
        if ((Refuse(now) ?? Refuse(voter) ?? (terms.AllowWithdraw ? null : BallotErrors.WithdrawalNotAllowed)) is { } refused)
        {
            return refused;
        }

        var key = VoterKey.Of(terms.Secret, voter);
        if (box.Find(key) is { Ballot: not null } before)
        {
            var held = box.Put(key, null, before.Version + 1, now, seq);
            entries.Add(NewEntry.Of(BallotEntry.Withdraw, new BallotEntry { Voter = VoterKey.ToText(key), Version = held.Version, At = now }));
        }

        return Done.Ok;
    }

    public Error? Refuse(Voter voter) =>
        voter.Kind != terms.Strength ? terms.Strength == VoterStrength.Account ? Errors.Unauthenticated : BallotErrors.NotInvited
        : voter.Kind != VoterStrength.Invite ? null
        : !int.TryParse(voter.Identity, out var invite) || !CryptographicOperations.FixedTimeEquals(VoterKey.ProofOf(terms.Secret, invite), voter.Proof) ? BallotErrors.NotInvited
        : box.Revoked.Contains(invite) ? BallotErrors.InviteRevoked
        : null;

    public Error? Refuse(DateTimeOffset now) => box.IsClosed || now >= terms.ClosesAt ? BallotErrors.Closed : null;

    private Error? RefuseChange(HeldBallot? before, MarkedBallot ballot)
    {
        if (before?.Ballot is null)
        {
            if (box.Voters >= terms.MaxVoters)
            {
                return BallotErrors.PollFull;
            }

            if (before is null && box.Known >= PollLimits.ShardVoters)
            {
                return BallotErrors.ShardFull;
            }
        }
        else if (!terms.AllowChange)
        {
            return BallotErrors.AlreadyVoted;
        }

        return terms.Capacities.Count > 0 ? RefuseOptions(before?.Ballot?.Tiers[0] ?? [], ballot.Tiers[0]) : null;
    }

    /// <summary>Who has voted keeps the nonce of the first ballot, whatever is sent.</summary>
    private Error? RefuseNonce(HeldBallot? before, UInt128? nonce) =>
        before is null && nonce is { } sent && box.Nonces.IsTaken(sent) ? BallotErrors.NonceTaken : null;

    private Error? RefuseOptions(IReadOnlyList<int> old, IReadOnlyList<int> chosen)
    {
        var full = chosen.Where(option => !old.Contains(option) && box.ChosenBy(option) >= terms.Capacities[option]).Select(BallotPaper.IdOf).ToList();
        return full.Count > 0 ? BallotErrors.OptionFull(full) : null;
    }

    /// <summary>Written by hand, because the ballot is JSON already.</summary>
    private string Write(UInt128 key, HeldBallot held, Voter voter)
    {
        var who = voter.Kind switch
        {
            VoterStrength.Account => $",\"{(terms.Privacy == PollPrivacy.Named ? "user" : "by")}\":\"{voter.Identity}\"",
            VoterStrength.Invite => $",\"invite\":{voter.Identity}",
            _ => "",
        };
        var nonce = box.Nonces.Of(key) is { } sent ? $",\"nonce\":\"{BallotNonce.ToText(sent)}\"" : "";
        return $"{{\"voter\":\"{VoterKey.ToText(key)}\",\"version\":{held.Version},\"at\":\"{held.At.ToText()}\",\"ballot\":{held.Ballot!.Text}{who}{nonce}}}";
    }
}
