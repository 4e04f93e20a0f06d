using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>What entries of the journal make of a box.</summary>
internal static class BallotFold
{
    public static void Fold(BallotBox box, BallotPaper paper, JournalEntry entry)
    {
        if (entry.Kind is BallotEntry.Close or BallotEntry.Erase)
        {
            box.IsClosed = true;
            return;
        }

        var read = entry.Read<BallotEntry>();
        if (entry.Kind == BallotEntry.Revoke)
        {
            box.Revoked.Add(read.Invite!.Value);
        }
        else if (read.Voter is { } voter)
        {
            var ballot = read.Ballot is null ? null : paper.Read(read.Ballot).Require();
            var key = VoterKey.Parse(voter);
            box.Put(key, ballot, read.Version, read.At, entry.Seq);
            if (read.Nonce is { } nonce)
            {
                box.Nonces.Keep(key, BallotNonce.Read(nonce)!.Value);
            }

            box.Settle(entry.Seq);
        }
    }
}
