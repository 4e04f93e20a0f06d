using OrleansBackends.Grains.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.SecretBallots;

/// <summary>
/// Stores secret ballots: up to 32 in the document, whose write is the acknowledgement; then voters and ballots go into two streams of the journal, at
/// numbers that the document names beforehand, and the lists are emptied.
/// </summary>
internal sealed class SecretStore
{
    private readonly Document<ShardState> document;
    private readonly SecretUrn urn;
    private readonly IJournalStream voted;
    private readonly IJournalStream bag;
    private readonly DateTimeOffset openedAt;
    private readonly SharedWrite writes;

    /// <param name="document">Of the shard.</param>
    /// <param name="urn">What is stored from and restored to.</param>
    /// <param name="voted">Of those who have voted.</param>
    /// <param name="bag">Of what was voted.</param>
    /// <param name="openedAt">When the poll opened: the only time that entries tell.</param>
    public SecretStore(Document<ShardState> document, SecretUrn urn, IJournalStream voted, IJournalStream bag, DateTimeOffset openedAt)
    {
        (this.document, this.urn, this.voted, this.bag, this.openedAt) = (document, urn, voted, bag, openedAt);
        writes = new SharedWrite(Write);
    }

    private PendingBallots Pending => document.Current.Pending;

    /// <summary>Answers when all that the urn holds is stored.</summary>
    public Task Save() => writes.Run();

    /// <summary>Writes the document otherwise, between ballots.</summary>
    public Task Change(Func<ShardState, ShardState> change) => writes.Alone(() => document.Commit(change(document.Current)));

    /// <summary>After the close: nothing is held back any more, and all goes into the journal.</summary>
    public Task Finish() => writes.Alone(FinishNow);

    /// <summary>Takes in what the document holds, and does what is missing where a crash cut in.</summary>
    public async Task Recover(bool isClosed)
    {
        var pending = Pending;
        pending.Voters.ForEach(urn.Restore);
        pending.Shown.ForEach(ballot => urn.Restore(ballot, isShown: true));
        pending.Held.ForEach(ballot => urn.Restore(ballot, isShown: false));
        if (voted.LastSeq > pending.VotedSeq || bag.LastSeq > pending.BagSeq || pending.Room() == 0)
        {
            await Flush();
        }

        if (isClosed)
        {
            await FinishNow();
        }
    }

    /// <summary>Removes both streams; the last entry of a stream always stays, so one without content comes last.</summary>
    public Task Erase() => writes.Alone(async () =>
    {
        foreach (var stream in new[] { voted, bag })
        {
            await stream.TrimBefore(await stream.Append(new NewEntry(BallotEntry.Erase, "{}", openedAt)));
        }

        await document.Delete();
    });

    private async Task Write()
    {
        while (urn.HasWaiting)
        {
            await Become(Pending.With(urn.Take(Pending.Room())));
            if (Pending.Room() == 0)
            {
                await Flush();
            }
        }
    }

    private async Task FinishNow()
    {
        if (!Pending.IsEmpty())
        {
            await Become(Pending.Opened());
            await Flush();
        }
    }

    /// <summary>What a snapshot may show it shows when that is durable: a restart shows the same.</summary>
    private async Task Become(PendingBallots next)
    {
        var before = Pending.Shown.Select(ballot => ballot.Nonce).ToHashSet(StringComparer.Ordinal);
        await document.Commit(document.Current with { Pending = next });
        foreach (var ballot in next.Shown.Where(ballot => !before.Contains(ballot.Nonce)))
        {
            urn.Show(ballot);
        }
    }

    private async Task Flush()
    {
        var pending = Pending;
        await Task.WhenAll(
            AppendAfter(voted, pending.VotedSeq, SecretVoter.Kind, pending.Leaving()),
            AppendAfter(bag, pending.BagSeq, SecretBallot.Kind, pending.Shown));
        await document.Commit(document.Current with { Pending = pending.Emptied(voted.LastSeq, bag.LastSeq) });
    }

    private Task AppendAfter<T>(IJournalStream stream, long seq, string kind, IEnumerable<T> rows) =>
        stream.LastSeq > seq ? Task.CompletedTask : stream.Append([.. rows.Select(row => NewEntry.Of(kind, row) with { At = openedAt })]);
}
