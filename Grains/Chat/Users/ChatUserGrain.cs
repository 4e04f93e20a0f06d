using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Users;

/// <summary>Marks are moved in memory and written once a second at most; everything else is durable when answered.</summary>
[GrainType("chatuser")]
internal sealed partial class ChatUserGrain : Grain, IChatUserGrain
{
    private const string Topic = "chat:user";

    private static readonly TimeSpan WriteMarks = TimeSpan.FromSeconds(1);

    private readonly Document<ChatUserState> document;
    private readonly TimeProvider time;
    private readonly MentionInbox inbox;
    private ChatUserState state = new();
    private IGrainTimer? timer;
    private bool writeIsDue;

    public ChatUserGrain(
        [PersistentState(ChatUserState.Name)] IPersistentState<ChatUserState> storage, TimeProvider time, IJournal journal, QueryDatabase database,
        IOptions<ChatNoticeOptions> options, ILogger<ChatUserGrain> logger)
    {
        this.time = time;
        this.logger = logger;
        pages = options.Value.PublicUrl;
        outbox = new Outbox(this, DueNotices, Notify, logger);
        reminder = new ReminderSlot(this, "notices", time);
        inbox = new MentionInbox(journal, database, this, Me);
        document = new Document<ChatUserState>(this, storage);
    }

    private UserId Me => ChatKey.UserOf(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        state = document.Current;
        NotifySoon();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        reason.ReasonCode == DeactivationReasonCode.ActivationFailed ? Task.CompletedTask : Write();

    public Task<ChatProfile> Profile() => Task.FromResult(Show());

    public async Task<Result<ChatProfile>> ChangeProfile(ProfileChange change)
    {
        await Commit(state with { Status = change.Status.Or(state.Status), Receipts = change.Receipts.Or(state.Receipts) });
        AnnounceSettings(null);
        return Show();
    }

    public Task<IReadOnlyDictionary<string, RoomMark>> Marks(IReadOnlyList<string> rooms) =>
        Task.FromResult<IReadOnlyDictionary<string, RoomMark>>(rooms.Distinct().ToDictionary(room => room, state.Mark));

    public Task<RoomMark> MarkRead(string room, long seq, long n) => Task.FromResult(Move(room, seq, n));

    public Task MarkSent(IReadOnlyList<SentUpTo> marks)
    {
        foreach (var mark in marks)
        {
            Move(mark.Room, mark.Seq, mark.N);
        }

        return Task.CompletedTask;
    }

    public async Task<RoomMark> MarkReadAndTell(string room, long seq, long n)
    {
        var before = state.Mark(room).Seq;
        var mark = await MarkRead(room, seq, n);
        if (mark.Seq > before && state.Receipts)
        {
            GrainFactory.GetGrain<ISignalsGrain>(ChatKey.SignalsOf(room)).Receipt(new ReadReceipt(room, Me, mark.Seq, state.Blocked)).Ignore();
        }

        return mark;
    }

    public async Task ChoosePresence(ChosenPresence chosen)
    {
        await Commit(state with { Presence = chosen });
        Settle();
        AnnounceSettings(null);
    }

    public Task Seen()
    {
        var next = state.Seen(time.Now());
        if (next != state)
        {
            state = next;
            WriteSoon();
        }

        return Task.CompletedTask;
    }

    public async Task<Result<RoomMark>> SetRoom(string room, long lastSeq, MarkSettings settings)
    {
        await Change(room, state.Set(room, lastSeq, settings));
        return state.Mark(room);
    }

    public Task SetLevel(string room, long joinedSeq, NotifyLevel level, long choice) => Change(room, state.Choose(room, joinedSeq, level, choice));

    public async Task<Result<Done>> Block(UserId other)
    {
        var decided = state.Block(other);
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        await Commit(decided.Value);
        Settle();
        return Done.Ok;
    }

    public async Task<Result<Done>> Unblock(UserId other)
    {
        await Commit(state with { Blocked = state.Blocked.Remove(other) });
        Settle();
        return Done.Ok;
    }

    public Task<IReadOnlyList<UserId>> Blocked() => Task.FromResult<IReadOnlyList<UserId>>(state.Blocked);

    public Task<bool> Takes(UserId from) => Task.FromResult(!state.Blocked.Contains(from));

    public async Task RoomChanged(string room, long seq, bool isMember)
    {
        if (seq <= state.Mark(room).ToldSeq)
        {
            return;
        }

        if (isMember)
        {
            state = state.Entered(room, seq);
            WriteSoon();
        }
        else
        {
            await Commit(state.WithoutRoom(room));
        }

        Announce(isMember ? "room-added" : "room-removed", new { Room = room });
    }

    public async Task<Result<Done>> Save(string room, long seq)
    {
        var decided = state.Save(room, seq, time.Now());
        if (!decided.IsOk)
        {
            return decided.Error;
        }

        await Commit(decided.Value);
        return Done.Ok;
    }

    public async Task<Result<Done>> Unsave(string room, long seq)
    {
        await Commit(state.Unsave(room, seq));
        return Done.Ok;
    }

    public Task<Result<Page<SavedMessage>>> Saved(PageRequest page) => Task.FromResult(state.SavedPage(page));

    public async Task Erase()
    {
        await inbox.Clear();
        await document.Delete();
        state = new ChatUserState();
    }

    private RoomMark Move(string room, long seq, long n)
    {
        var next = state.Read(room, seq, n).WithoutRead(room);
        if (next != state)
        {
            state = next;
            WriteSoon();
            Announce("read", new { Room = room, state.Mark(room).Seq });
        }

        return state.Mark(room);
    }

    private async Task Change(string room, ChatUserState next)
    {
        if (next != state)
        {
            await Commit(next);
            AnnounceSettings(room);
        }
    }

    private ChatProfile Show() => new(Me, state.StatusAt(time.Now()), state.Receipts) { Presence = state.Presence };

    /// <summary>Tells those who show this person to others how, and to whom not.</summary>
    private void Settle() => GrainFactory.GetGrain<ISignalsGrain>(ChatKey.Signals(Me))
        .Settle(Me, new SeenSettings(document.Version, state.Presence, state.LastSeenAt, state.Blocked)).Ignore();

    private void Announce<T>(string name, T data) => GrainFactory.Announce(Me, Topic, name, data);

    /// <param name="room">Where it is a room's; null for what holds everywhere, as profile and presence.</param>
    private void AnnounceSettings(string? room) => Announce("settings", new { Room = room });

    /// <summary>Within a second of the first mark that waits, however many follow it.</summary>
    private void WriteSoon()
    {
        if (!writeIsDue)
        {
            writeIsDue = true;
            timer ??= this.RegisterGrainTimer(
                static (user, _) => user.Write(), this, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            timer.Change(WriteMarks, Timeout.InfiniteTimeSpan);
        }
    }

    private Task Write()
    {
        writeIsDue = false;
        return Commit(state);
    }

    private async Task Commit(ChatUserState next)
    {
        if (next != document.Current)
        {
            await document.Commit(next);
            state = next;
        }
    }
}
