using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Invites;
using OrleansBackends.Grains.Interfaces.Polls.Lists;
using OrleansBackends.Grains.Polls.Ballots;

namespace OrleansBackends.Grains.Polls;

/// <summary>Invitations are numbers that the poll's secret makes genuine: nothing is stored for each but its label, and that it was revoked.</summary>
internal sealed partial class PollGrain
{
    private IJournalStream? invites;
    private int invited;
    private readonly HashSet<int> revoked = [];
    private readonly Dictionary<string, (string BodyHash, int First, int Count)> invitations = [];

    public async Task<Result<IReadOnlyList<InviteView>>> Invite(UserId owner, IReadOnlyList<string?> labels, OperationId? operation)
    {
        if ((Foreign(owner) ?? RefuseInvites(labels)) is { } refused)
        {
            return refused;
        }

        var stream = await OpenInvites();
        if (operation is not null && invitations.TryGetValue(operation.Value, out var done))
        {
            return done.BodyHash == operation.BodyHash
                ? new Result<IReadOnlyList<InviteView>> { Value = Show([.. labels.Select((label, i) => new WrittenInvite(done.First + i, label, false))]), Replayed = true }
                : Errors.KeyReused;
        }

        if (invited + labels.Count > PollLimits.Invites)
        {
            return PollErrors.TooManyInvites;
        }

        var written = labels.Select((label, i) => new InviteEntry
        {
            N = invited + 1 + i,
            Label = label,
            Operation = i == 0 ? operation?.Value : null,
            BodyHash = i == 0 ? operation?.BodyHash : null,
            Count = i == 0 ? labels.Count : null,
        }).ToList();
        await stream.Append([.. written.Select(invite => NewEntry.Of(InviteEntry.Kind, invite))]);
        written.ForEach(Take);
        return new Result<IReadOnlyList<InviteView>> { Value = Show([.. written.Select(invite => new WrittenInvite(invite.N, invite.Label, false))]) };
    }

    public async Task<Result<Page<InviteView>>> Invites(UserId owner, PageRequest page)
    {
        if (Foreign(owner) is { } refused)
        {
            return refused;
        }

        var after = 0;
        if (page.Cursor is { } cursor && (Cursor.Decode(cursor, 1) is not [var text] || !int.TryParse(text, out after)))
        {
            return Errors.InvalidCursor;
        }

        var found = await GrainFactory.GetGrain<IPollQueries>(0).Invites(Id, after, page.Limit + 1);
        var shown = Show(found);
        var used = await UsedOf(shown);
        return shown.ToPage(page.Limit, invite => invite with { Voted = used.Contains(invite.N) }, invite => [Voter.NumberText(invite.N)]);
    }

    public async Task<Result<Done>> RevokeInvite(UserId owner, int number)
    {
        if (Foreign(owner) is { } refused)
        {
            return refused;
        }

        var stream = await OpenInvites();
        if (number < 1 || number > invited)
        {
            return PollErrors.InviteNotFound;
        }

        if (Poll.Shards > 0 && await ShardOf(number).Revoke(number) is { IsOk: false } used)
        {
            return used;
        }

        if (!revoked.Contains(number))
        {
            await stream.Append(NewEntry.Of(InviteEntry.Revoked, new InviteEntry { N = number }));
            revoked.Add(number);
        }

        return Done.Ok;
    }

    private Error? RefuseInvites(IReadOnlyList<string?> labels) =>
        Poll.Definition.Strength != VoterStrength.Invite ? PollErrors.StrengthIsNotInvite
        : labels.Count is 0 or > PollLimits.InvitesAtOnce ? Errors.Invalid($"1 to {PollLimits.InvitesAtOnce} at once.", "count")
        : labels.Any(label => label?.Length > PollLimits.InviteLabel || !PollText.IsStorable(DocumentJson.Write(label)))
            ? Errors.Invalid($"At most {PollLimits.InviteLabel} characters.", "labels")
        : null;

    /// <summary>An invitation may be revoked before the poll opens: the shards learn of it then.</summary>
    private async Task RevokeInShards(PollState poll)
    {
        if (poll.Definition.Strength == VoterStrength.Invite && document.Exists)
        {
            await OpenInvites();
            await Task.WhenAll(revoked.Select(number => GrainFactory.GetGrain<IShardGrain>(PollKey.Shard(Id, PollKey.ShardOf(Voter.NumberText(number), poll.Shards))).Revoke(number)));
        }
    }

    private async Task<IReadOnlySet<int>> UsedOf(IReadOnlyList<InviteView> shown)
    {
        if (Poll.Shards == 0 || Poll is { Definition.Privacy: PollPrivacy.Secret, Status: not PollStatus.Closed })
        {
            return new HashSet<int>();
        }

        var asked = shown.Select(invite => invite.N).GroupBy(number => PollKey.ShardOf(Voter.NumberText(number), Poll.Shards));
        var used = await Task.WhenAll(asked.Select(group => Shards[group.Key].Used([.. group])));
        return used.SelectMany(some => some).ToHashSet();
    }

    private IShardGrain ShardOf(int invite) => Shards[PollKey.ShardOf(Voter.NumberText(invite), Poll.Shards)];

    private IReadOnlyList<InviteView> Show(IReadOnlyList<WrittenInvite> some)
    {
        var secret = Unseal(Poll.Secret, nameof(PollState.Secret));
        return [.. some.Select(invite => new InviteView
        {
            N = invite.N, Label = invite.Label, Token = Voter.Token(invite.N, VoterKey.ProofOf(secret, invite.N)), Revoked = invite.Revoked,
        })];
    }

    private async Task<IJournalStream> OpenInvites()
    {
        if (invites is null)
        {
            var stream = await services.Journal.Open(this, PollStreams.Invites(Id));
            for (var seq = 0L; seq < stream.LastSeq;)
            {
                foreach (var entry in await services.Journal.Read(stream.Name, seq, PollLimits.InvitesAtOnce))
                {
                    seq = entry.Seq;
                    Take(entry);
                }
            }

            invites = stream;
        }

        return invites;
    }

    private void Take(JournalEntry entry)
    {
        if (entry.Kind == InviteEntry.Kind)
        {
            Take(entry.Read<InviteEntry>());
        }
        else if (entry.Kind == InviteEntry.Revoked)
        {
            revoked.Add(entry.Read<InviteEntry>().N);
        }
    }

    private void Take(InviteEntry entry)
    {
        invited = Math.Max(invited, entry.N);
        if (entry.Operation is { } operation)
        {
            invitations[operation] = (entry.BodyHash ?? "", entry.N, entry.Count ?? 1);
        }
    }
}

/// <summary>An invitation in the journal.</summary>
internal sealed record InviteEntry
{
    public const string Kind = "invite";
    public const string Revoked = "revoked";

    public int N { get; init; }
    public string? Label { get; init; }

    public string? Operation { get; init; }
    public string? BodyHash { get; init; }
    public int? Count { get; init; }
}
