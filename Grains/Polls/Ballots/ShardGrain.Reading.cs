using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Proofs;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Grains.Polls.Proofs;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>What the poll and its lists read; of the ballots only what is durable.</summary>
internal sealed partial class ShardGrain
{
    private Task<BallotTree>? tree;

    public Task<ShardTally> Collect(long after, bool rankings)
    {
        var box = Box;
        var (changed, more) = rankings ? box.Different.ChangedSince(after, IShardGrain.MaxPage) : ([], null);
        return Task.FromResult(new ShardTally(box.Seq, box.Tally.ToSums(), box.Different.Count, changed, more ?? box.Seq));
    }

    public Task<IReadOnlyList<BallotCount>> Page(string after, int limit) => Task.FromResult(Box.Different.Page(after, Math.Min(limit, IShardGrain.MaxPage)));

    public Task<IReadOnlyList<int>> Used(IReadOnlyList<int> invites) => Task.FromResult<IReadOnlyList<int>>([.. invites.Where(IsUsed)]);

    public async Task<VotedPage> Voters(long after, int limit)
    {
        if (opened?.Secret is not null)
        {
            return await InvitedVoters(after, limit);
        }

        var (box, voters, seq) = (Box, new List<VotedView>(), after);
        while (seq < box.Seq)
        {
            foreach (var entry in await services.Journal.Read(Stream, seq, limit))
            {
                seq = entry.Seq;
                if (entry.Kind == BallotEntry.Cast && Show(entry) is { } voter)
                {
                    voters.Add(voter);
                    if (voters.Count == limit)
                    {
                        return new VotedPage(voters, seq);
                    }
                }
            }
        }

        return new VotedPage(voters, null);
    }

    /// <summary>The same ballots in new entries without a name, and the old entries emptied, in one transaction.</summary>
    public async Task Forget(UserId user, IReadOnlyList<long> entries)
    {
        var found = new List<JournalEntry>();
        foreach (var seq in entries)
        {
            found.AddRange(await services.Journal.Read(Stream, seq - 1, 1));
        }

        if (opened is not { Secret: null } now)
        {
            return;
        }

        var kept = new List<NewEntry>();
        foreach (var entry in found)
        {
            if (IsCurrent(entry, out var read) && (read.User ?? read.By) == user)
            {
                kept.Add(NewEntry.Of(BallotEntry.Cast, read with { User = null, By = null }));
                now.Box.Put(VoterKey.Parse(read.Voter!), now.Terms.Paper.Read(read.Ballot!).Require(), read.Version, read.At, now.Stream.LastSeq + kept.Count);
            }
        }

        // An append is never empty.
        now.Box.Settle(await now.Sequencer.AppendAndErase(kept.Count > 0 ? kept : [new NewEntry(BallotEntry.Forgotten, "{}")], entries));
    }

    public async Task Erase()
    {
        if (opened is not { } now)
        {
            return;
        }

        now.Box.IsClosed = true;
        var last = await now.Sequencer.Append(new NewEntry(BallotEntry.Erase, "{}"));
        await now.Stream.TrimBefore(last);
        await (now.Secret?.Store.Erase() ?? document.Delete());
        opened = null;
        this.DeactivateOnIdle();
    }

    public async Task<ShardRoot> Root() => (await Tree()).Root;

    public async Task<ReceiptProof?> Prove(string receipt) => BallotNonce.Read(receipt) is { } nonce ? (await Tree()).Prove(nonce) : null;

    /// <summary>Grown once, for all who come while it grows; a closed box takes no ballots any more.</summary>
    private Task<BallotTree> Tree() =>
        !Box.IsClosed ? throw new InvalidOperationException($"{Key} still takes ballots.")
        : tree is { IsFaulted: false } ? tree
        : tree = BallotTree.Grow(opened!.Terms.Secret, opened.Secret?.Urn.Leaves() ?? Box.Leaves());

    private bool IsUsed(int invite) => opened?.Secret is { } secret
        ? secret.Urn.HasVoted(KeyOf(new Voter(VoterStrength.Invite, Voter.NumberText(invite))))
        : Find(invite) is { Ballot: not null } held && held.Seq <= Box.Seq;

    private BallotBox Box => opened?.Box ?? throw new InvalidOperationException($"{Key} was never opened.");

    private VotedView? Show(JournalEntry entry) => IsCurrent(entry, out var read)
        ? new VotedView { User = read.User ?? read.By, Invite = read.Invite, At = read.At, Ballot = read.User is null ? null : read.Ballot }
        : null;

    /// <summary>Whether the entry holds the voter's last ballot.</summary>
    private bool IsCurrent(JournalEntry entry, out BallotEntry read)
    {
        read = entry.Read<BallotEntry>();
        return read.Voter is { } voter && Box.Find(VoterKey.Parse(voter)) is { Ballot: not null } held && held.Seq == entry.Seq;
    }
}
