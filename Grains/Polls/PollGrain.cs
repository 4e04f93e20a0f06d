using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Invites;

namespace OrleansBackends.Grains.Polls;

/// <summary>Decides by <see cref="PollRules"/>, tells the shards before it commits, commits, tells watchers, shows.</summary>
[GrainType("poll")]
internal sealed partial class PollGrain : Grain, IPollGrain, IPollCommentsGrain, IPollInvitesGrain, IOutboxGrain, IRemindable
{
    private const int SecretBytes = 32;

    private readonly Document<PollState> document;
    private readonly ReminderSlot reminder;
    private readonly LiveFeed feed;
    private readonly PollServices services;
    private readonly ILogger logger;

    public PollGrain([PersistentState(PollState.Name)] IPersistentState<PollState> storage, PollServices services, ILogger<PollGrain> logger)
    {
        this.services = services;
        this.logger = logger;
        document = new Document<PollState>(this, storage);
        reminder = new ReminderSlot(this, "poll", services.Time);
        feed = new LiveFeed(this, $"polls:poll:{Id}", services.Time, Snapshot, KeptEvents);
    }

    private string Id => PollKey.IdOf(this.GetPrimaryKeyString());

    private PollState Poll => document.Current;

    private DateTimeOffset Now => services.Time.Now();

    private IReadOnlyList<IShardGrain> Shards => [.. ShardKeys.Select(key => GrainFactory.GetGrain<IShardGrain>(key))];

    private IReadOnlyList<string> ShardKeys => [.. Enumerable.Range(0, Poll.Shards).Select(i => PollKey.Shard(Id, i))];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        reminder.Assume(Poll.DueAt);
        return Task.CompletedTask;
    }

    public async Task<Result<PollView>> Create(NewPoll poll, OperationId? operation)
    {
        if (document.Exists)
        {
            return Poll.Operation != operation?.Value || Poll.IsDeleted ? PollErrors.NotFound
                : Poll.RequestHash != operation!.BodyHash ? Errors.KeyReused
                : new Result<PollView> { Value = Show(), Replayed = true };
        }

        var decided = PollRules.New(poll, Id, Now);
        var opened = poll.Open && decided.IsOk ? decided.Value.Opened(Now) : decided;
        if (!opened.IsOk)
        {
            this.DeactivateOnIdle();
            return opened.Error;
        }

        var seed = RandomNumberGenerator.GetBytes(SecretBytes);
        await Become(opened.Value with
        {
            Operation = operation?.Value,
            RequestHash = operation?.BodyHash ?? "",
            Secret = Seal(RandomNumberGenerator.GetBytes(SecretBytes), nameof(PollState.Secret)),
            Seed = Seal(seed, nameof(PollState.Seed)),
            SeedHash = Convert.ToHexStringLower(SHA256.HashData(seed)),
        });
        return Show();
    }

    public Task<Result<PollView>> Get(UserId? viewer)
    {
        var missing = Hidden(viewer);
        if (!document.Exists)
        {
            this.DeactivateOnIdle(); // A guessed id is not worth an activation's memory.
        }

        return Task.FromResult<Result<PollView>>(missing is null ? Show() : missing);
    }

    public async Task<Result<PollView>> Edit(UserId owner, PollDefinition definition, int? version)
    {
        if ((Foreign(owner) ?? (version is { } known && known != Poll.Version ? Errors.Stale : null)) is { } refused)
        {
            return refused;
        }

        return await Become(Poll.Edited(definition, Now));
    }

    public async Task<Result<PollView>> Open(UserId owner) => Foreign(owner) is { } refused ? refused : await Become(Poll.Opened(Now));

    public async Task<Result<Done>> Delete(UserId owner)
    {
        if (Poll.IsDeleted && Poll.Owner == owner)
        {
            return Done.Ok;
        }

        if (Foreign(owner) is { } refused)
        {
            return refused;
        }

        await Remove();
        return Done.Ok;
    }

    public async Task ForgetOwner(UserId owner)
    {
        if (Foreign(owner) is not null)
        {
            return;
        }

        if (Poll.Status == PollStatus.Draft)
        {
            await Remove();
        }
        else
        {
            await Become(Poll.Seen() with { Owner = null });
        }
    }

    public Task<LiveBatch> Watch(ILiveObserver observer, string? after) => WatchCounts(observer, after);

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private Error? Missing => !document.Exists || Poll.IsDeleted ? PollErrors.NotFound : null;

    private Error? Hidden(UserId? viewer) => Missing ?? (Poll.Status == PollStatus.Draft && (viewer is null || viewer != Poll.Owner) ? PollErrors.NotFound : null);

    private Error? Foreign(UserId user) => Missing ?? (Poll.Owner == user ? null : PollErrors.NotFound);

    private PollView Show() => Poll.ToView(Now);

    private async Task<Result<PollView>> Become(Result<PollState> decided)
    {
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        if (decided.Value != Poll)
        {
            await Become(decided.Value);
        }

        return Show();
    }

    /// <summary>Shards first: a poll that says it is open has them, and one that has them early is asked by nobody.</summary>
    private async Task Become(PollState next)
    {
        var before = document.Exists ? Poll : null;
        if (next is { Status: PollStatus.Open, IsDeleted: false } && (before?.Status != PollStatus.Open || before.ClosesAt != next.ClosesAt))
        {
            await OpenShards(next);
        }

        if (next.DueAt is not null)
        {
            await reminder.Set(next.DueAt);
        }

        await document.Commit(next);
        if (next.DueAt is null)
        {
            await reminder.Set(null);
        }

        if (before is not null && !next.IsDeleted && (before.Status != next.Status || before.ClosesAt != next.ClosesAt))
        {
            Tell("state", new StateChanged(DocumentJson.Write(Poll.StatusAt(Now)).Trim('"'), Poll.ClosesAt));
        }
    }

    private async Task OpenShards(PollState poll)
    {
        var terms = new ShardTerms
        {
            Paper = poll.Definition.Paper(),
            Strength = poll.Definition.Strength,
            Privacy = poll.Definition.Privacy,
            AllowChange = poll.Definition.AllowChange,
            AllowWithdraw = poll.Definition.AllowWithdraw,
            MaxVoters = poll.Definition.MaxVoters,
            Capacities = CapacitiesOf(poll.Definition),
            ClosesAt = poll.ClosesAt!.Value,
            OpenedAt = poll.OpenedAt!.Value,
            Secret = Unseal(poll.Secret, nameof(PollState.Secret)),
        };
        await Task.WhenAll(Enumerable.Range(0, poll.Shards).Select(i => GrainFactory.GetGrain<IShardGrain>(PollKey.Shard(Id, i)).Open(terms)));
        await RevokeInShards(poll);
    }

    private static IReadOnlyList<int?> CapacitiesOf(PollDefinition poll) =>
        poll.Options.Any(option => option.Capacity is not null) ? [.. poll.Options.Select(option => option.Capacity)] : [];

    private string Seal(byte[] plain, string field) => services.Secrets.Seal(plain, this.GetPrimaryKeyString(), field);

    private byte[] Unseal(string box, string field) => services.Secrets.Open(box, this.GetPrimaryKeyString(), field);

    /// <summary>To those who see counts and, where not everybody does, to the others.</summary>
    private void Tell<T>(string name, T data) => Tell(name, data, Poll.Definition.Visibility);

    private void Tell<T>(string name, T data, ResultVisibility visibility)
    {
        feed.Publish(name, data);
        if (visibility != ResultVisibility.Live)
        {
            GrainFactory.GetGrain<IPollNewsGrain>(PollKey.News(Id)).Announce(name, DocumentJson.Write(data)).Ignore();
        }
    }
}
