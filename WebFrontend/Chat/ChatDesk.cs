using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat;

/// <summary>What several routes share: a room by its id, and what its member may read.</summary>
internal sealed class ChatDesk(IGrainFactory grains, SentMarks sent)
{
    public IChatQueries Queries => grains.GetGrain<IChatQueries>(0);

    public IChatUserGrain User(UserId user) => grains.GetGrain<IChatUserGrain>(ChatKey.User(user));

    public async Task Erase(UserId user)
    {
        while (!await grains.GetGrain<IChatErasure>(0).Step(user))
        {
        }
    }

    /// <summary>Asks the room; what can be no room's id is worth no activation.</summary>
    public async Task<Result<T>> Room<T>(string id, Func<IRoomGrain, Task<Result<T>>> ask) =>
        ChatKey.IsRoom(id) ? await ask(grains.GetGrain<IRoomGrain>(ChatKey.Room(id))) : ChatErrors.RoomNotFound;

    public async Task<Result<T>> Members<T>(string id, Func<IRoomMembersGrain, Task<Result<T>>> ask) =>
        ChatKey.IsRoom(id) ? await ask(grains.GetGrain<IRoomMembersGrain>(ChatKey.Room(id))) : ChatErrors.RoomNotFound;

    public async Task<Result<T>> Messages<T>(string id, Func<IRoomMessagesGrain, Task<Result<T>>> ask) =>
        ChatKey.IsRoom(id) ? await ask(grains.GetGrain<IRoomMessagesGrain>(ChatKey.Room(id))) : ChatErrors.RoomNotFound;

    public async Task<Result<T>> Invites<T>(string id, Func<IRoomInvitesGrain, Task<Result<T>>> ask) =>
        ChatKey.IsRoom(id) ? await ask(grains.GetGrain<IRoomInvitesGrain>(ChatKey.Room(id))) : ChatErrors.RoomNotFound;

    public async Task<Result<T>> Hooks<T>(string id, Func<IRoomHooksGrain, Task<Result<T>>> ask) =>
        ChatKey.IsRoom(id) ? await ask(grains.GetGrain<IRoomHooksGrain>(ChatKey.Room(id))) : ChatErrors.RoomNotFound;

    public async Task<Result<T>> Moderation<T>(string id, Func<IRoomModerationGrain, Task<Result<T>>> ask) =>
        ChatKey.IsRoom(id) ? await ask(grains.GetGrain<IRoomModerationGrain>(ChatKey.Room(id))) : ChatErrors.RoomNotFound;

    /// <summary>Reads something that only those see who moderate the room.</summary>
    public Task<Result<T>> Moderated<T>(string id, UserId reader, Func<IModerationQueries, Task<Result<T>>> read) => Read<T>(id, reader, async access =>
        access.Kind != RoomKind.Room || access.Role < RoomRole.Moderator ? ChatErrors.NotAllowed : await read(grains.GetGrain<IModerationQueries>(0)));

    /// <summary>Reads something of a room as one of its members.</summary>
    public async Task<Result<T>> Read<T>(string id, UserId reader, Func<RoomAccess, Task<Result<T>>> read)
    {
        var access = await Room(id, room => room.Access(reader));
        return access.IsOk ? await read(access.Value) : access.Error;
    }

    /// <summary>Sends, and what one has sent one has read.</summary>
    public async Task<Result<MessageView>> Send(string id, NewMessage message)
    {
        var answer = await Messages(id, room => room.Send(message));
        if (answer is { IsOk: true, Replayed: false })
        {
            sent.Add(message.By, new SentUpTo(id, answer.Value.Seq, answer.Value.N));
        }

        return answer;
    }

    /// <summary>How far somebody has read these rooms, what was sent from here just now with it.</summary>
    public async Task<IReadOnlyDictionary<string, RoomMark>> Marks(UserId reader, IReadOnlyList<string> rooms)
    {
        await sent.Write(reader);
        return await User(reader).Marks(rooms);
    }

    /// <summary>Moves the reader's mark, never beyond what the room has.</summary>
    public Task<Result<ReadAnswer>> MarkRead(string id, UserId reader, long seq) => Read<ReadAnswer>(id, reader, async access =>
    {
        var n = seq >= access.LastSeq ? access.LastN : await Queries.CountTo(id, seq);
        var upTo = Math.Clamp(seq, 0, access.LastSeq);
        await sent.Write(reader);
        var mark = await (access.Members <= ChatLimits.ReadersShown ? User(reader).MarkReadAndTell(id, upTo, n) : User(reader).MarkRead(id, upTo, n));
        return new ReadAnswer(mark.Seq, Math.Max(0, access.LastN - mark.N), await Queries.CountMentions(reader, id, mark.Seq));
    });
}

/// <param name="ReadSeq">How far it is read.</param>
/// <param name="Unread">Messages of the main list after it.</param>
/// <param name="Mentions">How often the reader was mentioned after it.</param>
public sealed record ReadAnswer(long ReadSeq, long Unread, int Mentions);
