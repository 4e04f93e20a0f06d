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
            return new CastReceipt(unchanged.Version, unchanged.At, First: false);
        }

        if (RefuseChange(before, ballot.Value) is { } full)
        {
            return full;
        }

        var held = box.Put(key, ballot.Value, (before?.Version ?? 0) + 1, now, seq);
        entries.Add(new NewEntry(BallotEntry.Cast, Write(key, held, cast.Voter)));
        return new CastReceipt(held.Version, now, First: before?.Ballot is null);
    }

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

    private Error? Refuse(DateTimeOffset now) => box.IsClosed || now >= terms.ClosesAt ? BallotErrors.Closed : null;

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
        return $"{{\"voter\":\"{VoterKey.ToText(key)}\",\"version\":{held.Version},\"at\":\"{held.At.ToText()}\",\"ballot\":{held.Ballot!.Text}{who}}}";
    }
}
