using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OrleansBackends.Grains.Chat.Messages;
using OrleansBackends.Grains.Chat.Moderation;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>
/// Decides by the rules, appends, shows. Reentrant, so that all who write at the same time share one commit: a call decides and folds without
/// awaiting, and what it answers rests on durable entries only.
/// </summary>
[GrainType("room"), Reentrant]
internal sealed partial class RoomGrain : Grain, IRoomGrain, IRoomMembersGrain, IRoomMessagesGrain, IRoomInvitesGrain, IRoomHooksGrain, IRoomModerationGrain
{
    private readonly Document<RoomState> document;
    private readonly ChatServices services;
    private readonly LiveFeed feed;
    private readonly RoomReports reports;
    private readonly ILogger logger;
    private RoomLog log = null!;

    public RoomGrain([PersistentState(RoomState.Name)] IPersistentState<RoomState> storage, ChatServices services, ILogger<RoomGrain> logger)
    {
        this.services = services;
        this.logger = logger;
        document = new Document<RoomState>(this, storage);
        reports = new RoomReports(this, services, Id);
        feed = new LiveFeed(this, $"chat:room:{Id}", services.Time, () => null);
    }

    private string Id => ChatKey.RoomOf(this.GetPrimaryKeyString());

    private DateTimeOffset Now => services.Now;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var stream = await services.Journal.Open(this, RoomEvents.Stream(Id));
        log = new RoomLog(stream, feed, document, new MessageFacts(() => log.Settled(), seq => services.Messages.About(Id, seq)));
        var (room, newest) = await services.Loader.Load(Id, document.Current, stream.LastSeq);
        log.Begin(room, newest);
        if (room.State.LastSeq > 0 && !document.Exists)
        {
            await log.Snapshot();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // After a failed write another activation may own the room; what it wrote stays.
        if (reason.ReasonCode != DeactivationReasonCode.ActivationFailed && log.IsBehind)
        {
            await log.Snapshot();
        }
    }

    public async Task<Result<RoomView>> Create(NewRoom room)
    {
        if (log.Now.State.IsThere)
        {
            await log.Settled();
            return log.Durable.State.Owner == room.Owner ? new Result<RoomView> { Value = Show(room.Owner), Replayed = true } : ChatErrors.RoomNotFound;
        }

        var decided = RoomRules.New(room, Now);
        return decided.IsOk ? await Begin(decided.Value, room.Owner, [room.Owner], RoomRole.Owner) : decided.Error;
    }

    public async Task<Result<OpenedRoom>> Open(UserId opener, IReadOnlyList<UserId> users)
    {
        if (ChatKey.Conversation(users) != Id || !users.Contains(opener))
        {
            return ChatErrors.RoomNotFound;
        }

        if (log.Now.State.IsThere)
        {
            await log.Settled();
            return new OpenedRoom(Show(opener), Existed: true);
        }

        var people = users.Distinct().ToList();
        return (await Begin(RoomRules.NewConversation(opener, people, Now), opener, people, RoomRole.Member)).Map(room => new OpenedRoom(room, Existed: false));
    }

    public async Task<Result<RoomView>> Get(UserId asker)
    {
        await log.Settled();
        ForgetUnlessMade();
        return Sees(log.Durable, asker) ? Show(asker) : ChatErrors.RoomNotFound;
    }

    public async Task<Result<RoomView>> Change(UserId by, RoomChange change, int? version)
    {
        var decided = log.Now.State.IsThere ? log.Now.Change(by, change, version, Now) : ChatErrors.RoomNotFound;
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        await log.Append(decided.Value);
        log.ChoreAt = log.Now.State.Settings.RetentionDays > 0 ? Now : null;
        await log.Snapshot();
        return Show(by);
    }

    public async Task<Result<Done>> Delete(UserId by)
    {
        if (log.Now.State.DeletedAt is not null && log.Now.State.Owner == by)
        {
            await log.Settled();
            return Done.Ok;
        }

        var decided = log.Now.State.IsThere ? log.Now.End(by, Now) : ChatErrors.RoomNotFound;
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        return await End(decided.Value);
    }

    public async Task<Result<RoomAccess>> Access(UserId asker)
    {
        await log.Settled();
        var (room, member) = (log.Durable.State, log.Durable.Member(asker));
        ForgetUnlessMade();
        return !room.IsThere || member is null
            ? ChatErrors.RoomNotFound
            : new RoomAccess(member.Role!.Value, room.FloorFor(member), room.LastSeq, room.LastN, room.Members, room.Kind)
            {
                MayWrite = log.Durable.RefuseWriting(asker, Now) is null,
            };
    }

    public async Task<LiveBatch> Watch(ILiveObserver observer, string? after)
    {
        await log.Settled();
        return feed.Watch(observer, after);
    }

    public Task Unwatch(ILiveObserver observer)
    {
        feed.Unwatch(observer);
        return Task.CompletedTask;
    }

    private async Task<Result<Done>> End(SettingsEntry ended)
    {
        await log.Append(ended);
        log.ChoreAt = Now;
        log.Listening = new Listening();
        await log.Snapshot();
        return Done.Ok;
    }

    private bool Sees(Room room, UserId asker) =>
        room.State.IsThere && (room.Member(asker) is not null || room.Find(asker)?.IsInvitedAt(Now) == true || (room.State.Settings.Visibility == RoomVisibility.Public && room.State.Kind == RoomKind.Room));

    private async Task<Result<RoomView>> Begin(SettingsEntry made, UserId by, IReadOnlyList<UserId> people, RoomRole role)
    {
        var (entries, room) = (new List<RoomEntry> { made }, log.Now.Apply(made));
        foreach (var person in people)
        {
            var entered = room.Enter(person, by, role, Now);
            entries.Add(entered);
            room = room.Apply(entered);
        }

        await log.Append(entries);
        await log.Snapshot();
        FanOut();
        return Show(by);
    }

    private RoomView Show(UserId asker) => log.Durable.State.ToView(log.Durable.Find(asker), Now);

    /// <summary>A refusal may rest on what is decided but not durable: it waits for that.</summary>
    private async Task<Error> Refuse(Error refusal)
    {
        await log.Settled();
        ForgetUnlessMade();
        return refusal;
    }

    /// <summary>A guessed id is not worth an activation's memory.</summary>
    private void ForgetUnlessMade()
    {
        if (log.Now.State.LastSeq == 0)
        {
            this.DeactivateOnIdle();
        }
    }
}
