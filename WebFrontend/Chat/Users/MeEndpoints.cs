using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Messages;
using OrleansBackends.WebFrontend.Chat.Rooms;

namespace OrleansBackends.WebFrontend.Chat.Users;

/// <summary>The caller's own rooms and profile, and what is seen of others.</summary>
internal static class MeEndpoints
{
    private const int MaxUsername = 32;
    private const int PeopleFound = 20;

    public static RouteGroupBuilder MapMe(this RouteGroupBuilder chat)
    {
        chat.MapGet("/me/rooms", Rooms).Limit("read")
            .WithSummary("Lists the caller's rooms, the last active first").Refuses(Errors.InvalidCursor);
        chat.MapGet("/me", Me).Limit("read").WithSummary("Shows the caller's profile in chat");
        chat.MapPut("/me", Change).Limit("write").WithSummary("Changes the caller's profile in chat");
        chat.MapDelete("/me", Leave).Limit("write")
            .WithSummary("Takes the caller out of chat")
            .WithDescription("Profile, marks and settings are erased; what was said stays. Whoever owns rooms hands them over first.")
            .Refuses(ChatErrors.OwnerMustTransfer);
        chat.MapGet("/users/{userId:guid}", Get).Limit("read").WithSummary("Shows somebody's profile in chat").Refuses(ChatErrors.UserNotFound);
        chat.MapGet("/users", Find).Limit("read").WithSummary("Finds people by the beginning of their user name")
            .WithDescription("q has 1 to 32 characters, whose case does not matter; at most 20 people are shown, in the order of their names.")
            .Refuses(ChatErrors.QueryInvalid);
        chat.MapGet("/me/blocked", Blocked).Limit("read").WithSummary("Lists the people the caller blocks");
        chat.MapPut("/me/blocked/{userId:guid}", Block).Limit("write").WithSummary("Takes no more messages from somebody")
            .Refuses(ChatErrors.UserNotFound, ChatErrors.TooManyBlocked);
        chat.MapDelete("/me/blocked/{userId:guid}", Unblock).Limit("write").WithSummary("Takes messages from somebody again");
        return chat;
    }

    private static async Task<OkAnswer<Page<MyRoomAnswer>>> Rooms(RoomKind? kind, PageQuery page, CurrentUser user, ChatDesk desk, People people)
    {
        var found = await desk.Queries.MyRooms(user.Id, kind, page);
        if (!found.IsOk)
        {
            return new Result<Page<MyRoomAnswer>> { Error = found.Error }.ToOk();
        }

        var marks = await desk.Marks(user.Id, [.. found.Value.Items.Select(mine => mine.Room.Id)]);
        var persons = await people.Find(found.Value.Items.SelectMany(MyRoomAnswer.People));
        var mentions = await Task.WhenAll(marks.Select(async mark => (mark.Key, Count: await desk.Queries.CountMentions(user.Id, mark.Key, mark.Value.Seq))));
        var counts = mentions.ToDictionary(m => m.Key, m => m.Count);
        return found.Map(p => p.Map(mine => MyRoomAnswer.Of(mine, marks[mine.Room.Id], counts[mine.Room.Id], user.Id, persons))).ToOk();
    }

    private static async Task<OkAnswer<ProfileAnswer>> Me(CurrentUser user, ChatDesk desk, People people) =>
        new Result<ProfileAnswer> { Value = ProfileAnswer.OfOwn(await desk.User(user.Id).Profile(), (await people.Find([user.Id]))[user.Id]) }.ToOk();

    private static async Task<OkAnswer<ProfileAnswer>> Change(ChatProfileRequest request, CurrentUser user, ChatDesk desk, People people)
    {
        var changed = request.Refuse() is { } refused ? refused : await desk.User(user.Id).ChangeProfile(request.ToChange());
        var person = (await people.Find([user.Id]))[user.Id];
        return changed.Map(profile => ProfileAnswer.OfOwn(profile, person)).ToOk();
    }

    private static async Task<NoContentAnswer> Leave(CurrentUser user, ChatDesk desk)
    {
        if (await desk.Queries.OwnsRoom(user.Id))
        {
            return new Result<Done> { Error = ChatErrors.OwnerMustTransfer }.ToNoContent();
        }

        await desk.Erase(user.Id);
        return Done.Ok.ToNoContent();
    }

    private static async Task<OkAnswer<ProfileAnswer>> Get(Guid userId, CurrentUser user, ChatDesk desk, People people)
    {
        var person = (await people.Find([new UserId(userId)])).Values.Single();
        return (person.Username is null
            ? ChatErrors.UserNotFound
            : new Result<ProfileAnswer> { Value = ProfileAnswer.Of(await desk.User(person.Id).Profile(), person) }).ToOk();
    }

    private static async Task<OkAnswer<IReadOnlyList<Person>>> Find(string q, CurrentUser user, IUserNames names)
    {
        if (q.Length is 0 or > MaxUsername)
        {
            return new Result<IReadOnlyList<Person>> { Error = ChatErrors.QueryInvalid }.ToOk();
        }

        var found = await names.FindBeginningAsync(q, PeopleFound);
        return new Result<IReadOnlyList<Person>> { Value = [.. found.Select(profile => Person.Of(profile.Id, profile))] }.ToOk();
    }

    private static async Task<OkAnswer<IReadOnlyList<Person>>> Blocked(CurrentUser user, ChatDesk desk, People people) =>
        new Result<IReadOnlyList<Person>> { Value = [.. (await people.Find(await desk.User(user.Id).Blocked())).Values] }.ToOk();

    private static async Task<NoContentAnswer> Block(Guid userId, CurrentUser user, ChatDesk desk, People people) =>
        (await people.AllExist([new UserId(userId)]) ? await desk.User(user.Id).Block(new UserId(userId)) : ChatErrors.UserNotFound).ToNoContent();

    private static async Task<NoContentAnswer> Unblock(Guid userId, CurrentUser user, ChatDesk desk) =>
        (await desk.User(user.Id).Unblock(new UserId(userId))).ToNoContent();
}

/// <param name="User">Whose profile.</param>
/// <param name="Status">What they tell of themselves.</param>
/// <param name="Receipts">Whether others are told how far they have read.</param>
/// <param name="Presence">What they want to be seen as; for their own eyes alone.</param>
public sealed record ProfileAnswer(Person User, ChatStatus? Status, bool Receipts, ChosenPresenceAnswer? Presence)
{
    internal static ProfileAnswer Of(ChatProfile profile, Person person) => new(person, profile.Status, profile.Receipts, null);

    internal static ProfileAnswer OfOwn(ChatProfile profile, Person person) =>
        new(person, profile.Status, profile.Receipts, new ChosenPresenceAnswer(profile.Presence.State, profile.Presence.Until));
}

public sealed record ChosenPresenceAnswer(PresenceChoice State, DateTimeOffset? Until);

/// <summary>A room of the caller, how far it is read and what came after.</summary>
public sealed record MyRoomAnswer(
    RoomAnswer Room, MessageAnswer? LastMessage, long LastSeq, long ReadSeq, long Unread, int Mentions, NotifyLevel Level, DateTimeOffset? MutedUntil, bool Favourite,
    bool Hidden)
{
    internal static IEnumerable<UserId> People(MyRoom mine) =>
        mine.LastMessage is { By: { } by, Hook: null } ? mine.Room.Users.Append(by) : mine.Room.Users;

    internal static MyRoomAnswer Of(MyRoom mine, RoomMark mark, int mentions, UserId reader, IReadOnlyDictionary<UserId, Person> people) => new(
        RoomAnswer.Of(mine.Room, people),
        mine.LastMessage is { } last ? MessageAnswer.Of(last, reader, people) : null,
        mine.Room.LastSeq, mark.Seq, Math.Max(0, mine.Room.LastN - mark.N), mentions, mark.Level, mark.MutedUntil, mark.Favourite,
        mark.HiddenAt >= mine.Room.LastSeq);
}
