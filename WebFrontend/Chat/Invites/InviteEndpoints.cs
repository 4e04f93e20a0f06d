using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Rooms;

namespace OrleansBackends.WebFrontend.Chat.Invites;

/// <summary>Asking people to come in. Who is invited by name accepts by joining, and declines by taking the invitation away.</summary>
internal static class InviteEndpoints
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    public static RouteGroupBuilder MapInvites(this RouteGroupBuilder chat)
    {
        var invites = chat.MapGroup("/rooms/{id}/invites").NoStore();
        invites.MapPost("", Invite).Limit("write").WithSummary("Invites somebody, or makes a link")
            .Refuses(
                ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.UserNotFound, ChatErrors.Blocked, ChatErrors.AlreadyMember, ChatErrors.Banned,
                ChatErrors.TooManyInvites, Errors.KeyReused, ChatErrors.SettingInvalid("expiresAt", "From now on, 30 days at most."));
        invites.MapGet("", List).Limit("read").WithSummary("Lists a room's invitations; for those who may invite").Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        invites.MapDelete("/{code}", Revoke).Limit("write").WithSummary("Withdraws an invitation, or declines it")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        chat.MapGet("/me/invites", Mine).Limit("read").WithSummary("Lists the rooms that the caller is invited to").Refuses(Errors.InvalidCursor);
        return chat;
    }

    private static async Task<CreatedAnswer<InviteAnswer>> Invite(
        string id, InviteRequest request, CurrentUser user, Idempotency idempotency, ChatDesk desk, People people, TimeProvider time, IOptions<FrontendOptions> frontend)
    {
        var invite = new NewInvite
        {
            By = user.Id, User = request.UserId, MaxUses = request.MaxUses ?? 1, ExpiresAt = request.ExpiresAt ?? time.Now() + Usual, Operation = idempotency.Operation,
        };
        var made = request is { UserId: not null, MaxUses: not null } ? Errors.Invalid("Either userId or maxUses.", "maxUses")
            : request.UserId is { } invited && await Refuse(user.Id, invited, desk, people) is { } refused ? refused
            : await desk.Invites(id, room => room.Invite(invite));
        var persons = await people.Find(made.IsOk ? InviteAnswer.People(made.Value) : []);
        return made.Map(one => InviteAnswer.Of(one, id, frontend.Value, persons)).ToCreated(_ => $"/api/chat/rooms/{id}/invites");
    }

    private static async Task<OkAnswer<Page<InviteAnswer>>> List(string id, CurrentUser user, ChatDesk desk, People people, IOptions<FrontendOptions> frontend)
    {
        var invites = await desk.Invites(id, room => room.Invites(user.Id));
        var persons = await people.Find((invites.Value ?? []).SelectMany(InviteAnswer.People));
        return invites.Map(all => new Page<InviteAnswer>([.. all.Select(one => InviteAnswer.Of(one, id, frontend.Value, persons))], null)).ToOk();
    }

    private static async Task<NoContentAnswer> Revoke(string id, string code, CurrentUser user, ChatDesk desk) =>
        (await desk.Invites(id, room => room.Revoke(user.Id, code))).ToNoContent();

    private static async Task<OkAnswer<Page<InvitationAnswer>>> Mine(PageQuery page, CurrentUser user, ChatDesk desk, People people)
    {
        var found = await desk.Queries.Invitations(user.Id, page);
        var persons = await people.Find((found.Value?.Items ?? []).Select(one => one.Invite.By));
        return found.Map(p => p.Map(one => new InvitationAnswer(
            RoomAnswer.Of(one.Room, persons), persons[one.Invite.By], one.Invite.Code, one.Invite.ExpiresAt))).ToOk();
    }

    private static async Task<Error?> Refuse(UserId by, UserId invited, ChatDesk desk, People people) =>
        !await people.AllExist([invited]) ? ChatErrors.UserNotFound
        : !await desk.User(invited).Takes(by) ? ChatErrors.Blocked
        : null;
}
