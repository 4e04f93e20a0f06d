using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Polls.SecretBallots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>Ballots of a secret poll. The stream of ballots has only what the owner does: revocations and the close.</summary>
internal sealed partial class ShardGrain
{
    private Task? closing;

    private async Task<IReadOnlyList<Result<CastReceipt>>> Cast(SecretPart secret, IReadOnlyList<CastBallot> ballots)
    {
        var now = opened!;
        Result<CastReceipt>[] answers =
            [.. ballots.Select(ballot => (now.Desk.Refuse(Now) ?? now.Desk.Refuse(ballot.Voter)) is { } refused ? refused : secret.Urn.Cast(ballot, KeyOf(ballot.Voter)))];
        await secret.Store.Save();
        return answers;
    }

    private async Task<bool> HasVoted(SecretPart secret, Voter voter)
    {
        var has = opened!.Desk.Refuse(voter) is null && secret.Urn.HasVoted(KeyOf(voter));
        await secret.Store.Save();
        return has;
    }

    /// <summary>What was decided before is stored first; what a crash leaves undone after the entry, the next activation does.</summary>
    private Task Close(SecretPart secret)
    {
        return closing ??= Close();

        async Task Close()
        {
            await Task.Yield();
            if (!Box.IsClosed)
            {
                Box.IsClosed = true;
                await secret.Store.Save();
                await Append([new NewEntry(BallotEntry.Close, "{}")]);
            }

            await secret.Store.Finish();
        }
    }

    private async Task<SecretPart> LoadSecret(ShardTerms terms, BallotBox box)
    {
        var shard = ShardId;
        var urn = new SecretUrn(terms, box);
        var voted = await services.Journal.Open(this, PollStreams.Voted(shard));
        var bag = await services.Journal.Open(this, PollStreams.Bag(shard));
        await Fold(voted, entry => urn.Restore(entry.Read<SecretVoter>()));
        await Fold(bag, entry => urn.Restore(entry.Read<SecretBallot>(), isShown: true));
        var store = new SecretStore(document, urn, voted, bag, terms.OpenedAt);
        await store.Recover(box.IsClosed);
        return new SecretPart(urn, store);
    }

    /// <summary>Who came with an invitation; all others have no name here.</summary>
    private async Task<VotedPage> InvitedVoters(long after, int limit)
    {
        var entries = await services.Journal.Read(PollStreams.Voted(ShardId), after, limit);
        var invited = entries.Where(entry => entry.Kind == SecretVoter.Kind).Select(entry => entry.Read<SecretVoter>().Invite).OfType<int>();
        return new VotedPage([.. invited.Select(invite => new VotedView { Invite = invite })], entries.Count == limit ? entries[^1].Seq : null);
    }

    private string ShardId => PollKey.IdOf(Key);

    private UInt128 KeyOf(Voter voter) => VoterKey.Of(opened!.Terms.Secret, voter);

    private sealed record SecretPart(SecretUrn Urn, SecretStore Store);
}
