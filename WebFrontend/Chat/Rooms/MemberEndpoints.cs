using Microsoft.AspNetCore.Mvc;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Rooms;

internal static class MemberEndpoints
{
    public static RouteGroupBuilder MapMembers(this RouteGroupBuilder chat)
    {
        chat.MapPost("/rooms/{id}/join", Join).Limit("write").WithSummary("Enters a public room, or a private one by an invitation")
            .Refuses(
                ChatErrors.RoomNotFound, ChatErrors.Banned, ChatErrors.InviteRequired, ChatErrors.InviteExpired, ChatErrors.RoomFull,
                ChatErrors.TooManyRooms);
        chat.MapPost("/rooms/{id}/leave", Leave).Limit("write").WithSummary("Leaves a room; the owner names a successor")
            .WithDescription("A conversation keeps its people: it is hidden until the next message.")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.OwnerMustTransfer);
        chat.MapGet("/rooms/{id}/members", List).Limit("read")
            .WithSummary("Lists the members of a room")
            .WithDescription("q finds a member by user name, role one role, banned=true those who are barred.").Refuses(ChatErrors.RoomNotFound, Errors.InvalidCursor);
        var member = chat.MapGroup("/rooms/{id}");
        member.MapPut("/members/{userId:guid}", SetRole).Limit("write").WithSummary("Brings somebody in, or changes a role; for admins")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.UserNotFound, ChatErrors.Banned, ChatErrors.RoomFull);
        member.MapDelete("/members/{userId:guid}", Kick).Limit("write").WithSummary("Removes somebody; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.MemberNotFound);
        member.MapPut("/bans/{userId:guid}", Ban).Limit("write").WithSummary("Removes and bars somebody; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.TooManyBans);
        member.MapDelete("/bans/{userId:guid}", Unban).Limit("write").WithSummary("Lifts a ban; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        member.MapPut("/mutes/{userId:guid}", Mute).Limit("write").WithSummary("Lets somebody read and not write; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.MemberNotFound);
        member.MapDelete("/mutes/{userId:guid}", Unmute).Limit("write").WithSummary("Lifts a mute; for moderators")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        return chat;
    }

    private static async Task<OkAnswer<RoomAnswer>> Join(string id, JoinRoomRequest? request, CurrentUser user, ChatDesk desk, People people)
    {
        var full = await desk.Queries.CountRooms(user.Id, ChatLimits.RoomsPerUser) >= ChatLimits.RoomsPerUser;
        return (await people.Show(full ? ChatErrors.TooManyRooms : await desk.Members(id, room => room.Join(user.Id, request?.Invite)))).ToOk();
    }

    private static async Task<NoContentAnswer> Leave(string id, LeaveRoomRequest? request, CurrentUser user, ChatDesk desk)
    {
        var left = await desk.Members(id, room => room.Leave(user.Id, request?.Successor));
        if (left.IsOk && await desk.Room(id, room => room.Access(user.Id)) is { IsOk: true, Value: { Kind: not RoomKind.Room } conversation })
        {
            await desk.User(user.Id).SetRoom(id, conversation.LastSeq, new MarkSettings(default, default, true));
        }

        return left.ToNoContent();
    }

    private static async Task<OkAnswer<Page<MemberAnswer>>> List(string id, MemberQuery query, PageQuery page, CurrentUser user, ChatDesk desk, People people, IUserNames names)
    {
        var named = query.Username is null ? null : (await names.FindNamedAsync([query.Username])).Values.OfType<UserProfile>().Select(profile => profile.Id).ToList();
        var found = await desk.Read(id, user.Id, access => desk.Queries.Members(id, new MemberFilter(query.Role, query.Banned, named), page));
        if (!found.IsOk)
        {
            return new Result<Page<MemberAnswer>> { Error = found.Error }.ToOk();
        }

        var persons = await people.Find(found.Value.Items.Select(member => member.User));
        return found.Map(p => p.Map(member => MemberAnswer.Of(member, persons[member.User]))).ToOk();
    }

    private static async Task<OkAnswer<MemberAnswer>> SetRole(string id, Guid userId, SetMemberRequest request, CurrentUser user, ChatDesk desk, People people)
    {
        var target = new UserId(userId);
        if (!await people.AllExist([target]))
        {
            return new Result<MemberAnswer> { Error = ChatErrors.UserNotFound }.ToOk();
        }

        var member = await desk.Members(id, room => room.SetRole(user.Id, target, request.Role));
        var persons = await people.Find([target]);
        return member.Map(m => MemberAnswer.Of(m, persons[target])).ToOk();
    }

    private static async Task<NoContentAnswer> Kick(string id, Guid userId, [FromBody] SanctionRequest? request, CurrentUser user, ChatDesk desk) =>
        (await desk.Members(id, room => room.Kick(user.Id, new Sanction(new UserId(userId), null, request?.Reason)))).ToNoContent();

    private static async Task<NoContentAnswer> Ban(string id, Guid userId, SanctionRequest? request, CurrentUser user, ChatDesk desk) =>
        (await desk.Members(id, room => room.Ban(user.Id, (request ?? new SanctionRequest()).Of(new UserId(userId))))).ToNoContent();

    private static async Task<NoContentAnswer> Unban(string id, Guid userId, CurrentUser user, ChatDesk desk) =>
        (await desk.Members(id, room => room.Unban(user.Id, new UserId(userId)))).ToNoContent();

    private static async Task<NoContentAnswer> Mute(string id, Guid userId, SanctionRequest? request, CurrentUser user, ChatDesk desk) =>
        (await desk.Members(id, room => room.Mute(user.Id, (request ?? new SanctionRequest()).Of(new UserId(userId))))).ToNoContent();

    private static async Task<NoContentAnswer> Unmute(string id, Guid userId, CurrentUser user, ChatDesk desk) =>
        (await desk.Members(id, room => room.Unmute(user.Id, new UserId(userId)))).ToNoContent();
}
