using OrleansBackends.Grains.Interfaces.Polls;

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
            box.Put(VoterKey.Parse(voter), ballot, read.Version, read.At, entry.Seq);
            box.Settle(entry.Seq);
        }
    }
}
