using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>
/// Decides without awaiting, appends, answers when that is durable. Reentrant, so that ballots that come together share one append; what a decision
/// rests on runs ahead of the journal and never outlives a failed append.
/// </summary>
[GrainType("shard"), Reentrant]
internal sealed partial class ShardGrain : Grain, IShardGrain
{
    private const int ReadAtOnce = 5_000;

    private readonly Document<ShardState> document;
    private readonly PollServices services;
    private Opened? opened;

    public ShardGrain([PersistentState(ShardState.Name)] IPersistentState<ShardState> storage, PollServices services)
    {
        document = new Document<ShardState>(this, storage);
        this.services = services;
    }

    private string Key => this.GetPrimaryKeyString();

    private StreamName Stream => PollStreams.Ballots(PollKey.IdOf(Key));

    private DateTimeOffset Now => services.Time.Now();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (document is { Exists: true, Current.Terms: { } terms })
        {
            await Load(terms with { Secret = services.Secrets.Open(document.Current.SealedSecret, Key, "secret") });
        }
    }

    public async Task Open(ShardTerms terms)
    {
        await (opened?.Secret?.Store.Change(Sealed) ?? document.Commit(Sealed(document.Current)));
        if (opened is null)
        {
            await Load(terms);
        }
        else
        {
            opened = opened.Under(terms);
        }

        ShardState Sealed(ShardState state) =>
            state with { Terms = terms with { Secret = [] }, SealedSecret = services.Secrets.Seal(terms.Secret, Key, "secret") };
    }

    public async Task<IReadOnlyList<Result<CastReceipt>>> CastBatch(IReadOnlyList<CastBallot> ballots)
    {
        if (opened?.Secret is { } secret)
        {
            return await Cast(secret, ballots);
        }

        var answers = new Result<CastReceipt>[ballots.Count];
        var entries = new List<NewEntry>(ballots.Count);
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = opened?.Desk.Cast(ballots[i], Now, Next(entries), entries) ?? BallotErrors.NotOpen;
        }

        await Append(entries);
        return answers;
    }

    public async Task<Result<Done>> Withdraw(Voter voter)
    {
        var entries = new List<NewEntry>(1);
        var answer = opened?.Desk.Withdraw(voter, Now, Next(entries), entries) ?? BallotErrors.NotOpen;
        await Append(entries);
        return answer;
    }

    public async Task<Result<OwnBallot>> Mine(Voter voter)
    {
        if (opened?.Secret is { } secret)
        {
            return await HasVoted(secret, voter) ? new OwnBallot(1, null, null, null) : BallotErrors.NoBallot;
        }

        var found = Find(voter);
        await Settled();
        return found is { Ballot: { } ballot } held
            ? new OwnBallot(held.Version, held.At, DocumentJson.Read<Ballot>(ballot.Text), opened!.Desk.ReceiptOf(VoterKey.Of(opened.Terms.Secret, voter)))
            : BallotErrors.NoBallot;
    }

    public async Task<bool> HasVoted(Voter voter)
    {
        if (opened?.Secret is { } secret)
        {
            return await HasVoted(secret, voter);
        }

        var found = Find(voter);
        await Settled();
        return found is not null;
    }

    public async Task Close()
    {
        if (opened?.Secret is { } secret)
        {
            await Close(secret);
            return;
        }

        var entries = new List<NewEntry>(1);
        if (opened is { Box.IsClosed: false })
        {
            opened.Box.IsClosed = true;
            entries.Add(new NewEntry(BallotEntry.Close, "{}"));
        }

        await Append(entries);
    }

    public async Task<Result<Done>> Revoke(int invite)
    {
        if (opened is null)
        {
            return BallotErrors.NotOpen;
        }

        var entries = new List<NewEntry>(1);
        var used = Find(invite) is { Ballot: not null };
        if (!used && opened.Box.Revoked.Add(invite))
        {
            entries.Add(NewEntry.Of(BallotEntry.Revoke, new BallotEntry { Invite = invite }));
        }

        await Append(entries);
        return used ? PollErrors.InviteUsed : Done.Ok;
    }

    /// <summary>The number of the entry that comes after these.</summary>
    private long Next(List<NewEntry> entries) => (opened?.Stream.LastSeq ?? 0) + entries.Count + 1;

    private HeldBallot? Find(Voter voter) => opened is null || opened.Desk.Refuse(voter) is not null ? null : opened.Box.Find(VoterKey.Of(opened.Terms.Secret, voter));

    private HeldBallot? Find(int invite) => opened?.Box.Find(VoterKey.Of(opened.Terms.Secret, new Voter(VoterStrength.Invite, Voter.NumberText(invite))));

    private Task Settled() => opened?.Sequencer.Settled() ?? Task.CompletedTask;

    /// <summary>Without entries it waits for those under way: an answer may rest on them.</summary>
    private async Task Append(List<NewEntry> entries)
    {
        if (entries.Count == 0)
        {
            await Settled();
            return;
        }

        var now = opened!;
        var last = await now.Sequencer.Append(entries);
        if (now.Secret is null)
        {
            now.Box.Settle(last);
        }
    }

    private async Task Load(ShardTerms terms)
    {
        var stream = await services.Journal.Open(this, Stream);
        var box = new BallotBox(terms);
        await Fold(stream, entry => BallotFold.Fold(box, terms.Paper, entry));
        if (terms.Privacy == PollPrivacy.Secret)
        {
            opened = new Opened(terms, stream, new Sequencer(stream), box) { Secret = await LoadSecret(terms, box) };
            return;
        }

        box.Settle(stream.LastSeq);
        opened = new Opened(terms, stream, new Sequencer(stream), box);
    }

    private async Task Fold(IJournalStream stream, Action<JournalEntry> fold)
    {
        for (var seq = 0L; seq < stream.LastSeq;)
        {
            foreach (var entry in await services.Journal.Read(stream.Name, seq, ReadAtOnce))
            {
                fold(entry);
                seq = entry.Seq;
            }
        }
    }

    private sealed record Opened(ShardTerms Terms, IJournalStream Stream, Sequencer Sequencer, BallotBox Box)
    {
        /// <summary>Of a secret poll: where its ballots are; the box then holds none and counts those that may be shown.</summary>
        public SecretPart? Secret { get; init; }

        public BallotDesk Desk { get; private init; } = new(Terms, Box);

        public Opened Under(ShardTerms terms) => this with { Terms = terms, Desk = new BallotDesk(terms, Box) };
    }
}
