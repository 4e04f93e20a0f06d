using OrleansBackends.Grains.Chat.Messages;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>What is said in the room.</summary>
internal sealed partial class RoomGrain
{
    private readonly SendPace pace = new();

    public async Task<Result<MessageView>> Send(NewMessage message)
    {
        if (Missing(message.By) is { } missing)
        {
            return await Refuse(missing);
        }

        // Everything that has to be asked for comes first; the decision itself is one turn.
        var earlier = log.ClientIds.IsCertain(message.By, message.ClientId) ? null : await services.Messages.Sent(Id, message.By, message.ClientId);
        if (message.ReplyTo is { } answered)
        {
            await log.Facts.Load(answered);
        }

        var isBlocked = log.Now.State.Kind == RoomKind.Direct && await IsBlocked(message.By);
        if (Missing(message.By) is { } gone)
        {
            return await Refuse(gone);
        }

        if (log.ClientIds.Find(message.By, message.ClientId) is { } sent || (sent = earlier) is not null)
        {
            return await Repeat(message, sent);
        }

        var decided = Decide(message, isBlocked);
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        pace.Sent(message.By, Now);
        return await Say(decided.Value);
    }

    private async Task<Result<MessageView>> Say(MessageEntry message)
    {
        var entry = log.Now.Counted(log.Listening.Hears(message.By) ? message with { Fan = 1 } : message);
        var seq = await log.Append(entry);
        if (entry.Fan is not null)
        {
            FanOut();
        }

        return Show(seq, entry);
    }

    public async Task<Result<MessageView>> Edit(UserId by, long seq, string text)
    {
        var found = await Find(by, seq);
        var decided = found.IsOk ? log.Now.Edit(found.Value, by, text, Now) : found.Error;
        if (!decided.IsOk)
        {
            return await Refuse(decided.Error);
        }

        await log.Append(decided.Value);
        if (decided.Value.Fan is not null)
        {
            FanOut();
        }

        return Show(found.Value!, decided.Value);
    }

    public async Task<Result<Done>> Erase(UserId by, long seq)
    {
        var found = await Find(by, seq);
        var decided = found.IsOk ? log.Now.Erase(found.Value, by, Now) : found.Error;
        if (!decided.IsOk && decided.Error is { } refusal)
        {
            return await Refuse(refusal);
        }

        await (decided.Value is { } entry ? log.Append([entry], found.Value!.Texts) : log.Settled());
        return Done.Ok;
    }

    public async Task<Result<Done>> React(UserId by, long seq, string emoji, bool on)
    {
        var found = await Find(by, seq);
        var decided = found.IsOk ? log.Now.React(found.Value, by, emoji, on, Now) : found.Error;
        if (!decided.IsOk && decided.Error is { } refusal)
        {
            return await Refuse(refusal);
        }

        await (decided.Value is { } entry ? log.Append(entry) : log.Settled());
        return Done.Ok;
    }

    public async Task<Result<Done>> Pin(UserId by, long seq, bool on)
    {
        var found = await Find(by, seq);
        var decided = found.IsOk ? log.Now.Pin(found.Value, by, on, Now) : found.Error;
        if (!decided.IsOk && decided.Error is { } refusal)
        {
            return await Refuse(refusal);
        }

        await (decided.Value is { } entry ? log.Append(entry) : log.Settled());
        return Done.Ok;
    }

    public async Task<Result<Pinned>> Pins(UserId asker)
    {
        await log.Settled();
        var member = log.Durable.State.IsThere ? log.Durable.Member(asker) : null;
        return member is null ? ChatErrors.RoomNotFound : new Pinned(log.Durable.State.Pins, log.Durable.State.FloorFor(member));
    }

    private Error? Missing(UserId by) => log.Now.State.IsThere && log.Now.Member(by) is not null ? null : ChatErrors.RoomNotFound;

    private Result<MessageEntry> Decide(NewMessage message, bool isBlocked)
    {
        var (room, now) = (log.Now, Now);
        if (room.RefuseWriting(message.By, now) is { } refused)
        {
            return refused;
        }

        if (isBlocked)
        {
            return ChatErrors.Blocked;
        }

        if (room.Member(message.By)!.Role < RoomRole.Moderator && pace.Take(message.By, room.State.Settings.SlowModeSeconds, now) is { } tooFast)
        {
            return tooFast;
        }

        var answered = message.ReplyTo is { } seq ? log.Facts.Known(seq) : null;
        return message.ReplyTo is not null && !IsReadable(answered, message.By) ? ChatErrors.MessageNotFound
            : answered is { Deleted: true } ? ChatErrors.MessageDeleted
            : room.Write(message, room.Member(message.By)!.Role!.Value, answered, now);
    }

    private async Task<Result<MessageFact>> Find(UserId by, long seq)
    {
        if (Missing(by) is { } missing)
        {
            return missing;
        }

        await log.Facts.Load(seq);
        return IsReadable(log.Facts.Known(seq), by) ? log.Facts.Known(seq)! : ChatErrors.MessageNotFound;
    }

    private bool IsReadable(MessageFact? message, UserId by) =>
        message is not null && log.Now.Member(by) is { } member && message.Seq > log.Now.State.FloorFor(member);

    /// <summary>Whether one of the others takes no messages of this person.</summary>
    private async Task<bool> IsBlocked(UserId by)
    {
        var others = log.Now.State.Users.Where(user => user != by);
        return (await Task.WhenAll(others.Select(user => GrainFactory.GetGrain<IChatUserGrain>(ChatKey.User(user)).Takes(by)))).Contains(false);
    }

    private async Task<Result<MessageView>> Repeat(NewMessage message, SentBefore sent)
    {
        await log.Settled();
        if (sent.Mark is { } mark && mark != MessageRules.MarkOf(message))
        {
            return ChatErrors.ClientIdReused;
        }

        var entries = await services.Messages.About(Id, sent.Seq);
        var first = entries.Select(e => e.Entry).OfType<MessageEntry>().FirstOrDefault();
        return new Result<MessageView> { Value = first is null ? Tombstone(sent.Seq, message) : Show(sent.Seq, first), Replayed = true };
    }

    private MessageView Tombstone(long seq, NewMessage message) =>
        new() { Room = Id, Seq = seq, By = message.By, ClientId = message.ClientId, Deleted = true };

    private MessageView Show(long seq, MessageEntry message) => new()
    {
        Room = Id,
        Seq = seq,
        N = message.N,
        By = message.By,
        Hook = message.Hook,
        ClientId = message.Cid,
        Text = message.Text,
        ReplyTo = message.ReplyTo,
        AlsoInRoom = message.AlsoInRoom,
        Mentions = message.Mentions ?? [],
        Everybody = message.Everybody,
        At = message.At,
    };

    private MessageView Show(MessageFact message, EditEntry edit) => new()
    {
        Room = Id,
        Seq = message.Seq,
        N = message.N,
        By = message.By,
        Hook = message.Hook,
        ClientId = message.Cid,
        Text = edit.Text,
        ReplyTo = message.ReplyTo,
        AlsoInRoom = message.AlsoInRoom,
        Mentions = edit.Mentions ?? [],
        Everybody = edit.Everybody,
        At = message.At,
        EditedAt = edit.At,
    };
}
