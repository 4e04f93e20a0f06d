using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Hooks;

/// <summary>Programs that post into rooms: who has the address of a hook needs nothing else.</summary>
internal static class HookEndpoints
{
    private const long MaxBody = 128 * 1024;

    public static RouteGroupBuilder MapHooks(this RouteGroupBuilder chat)
    {
        var hooks = chat.MapGroup("/rooms/{id}/hooks").NoStore();
        hooks.MapPost("", Add).Limit("write").WithSummary("Makes an address by which programs post; for admins")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.TooManyHooks, Errors.KeyReused, ChatErrors.SettingInvalid("name", "1 to 40 characters."));
        hooks.MapGet("", List).Limit("read").WithSummary("Lists a room's hooks; for admins").Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        hooks.MapDelete("/{hookId}", Remove).Limit("write").WithSummary("Ends a hook; for admins").Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed);
        return chat;
    }

    /// <summary>Outside the group, whose routes need somebody signed in.</summary>
    public static IEndpointRouteBuilder MapHookPosts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/chat/hooks/{hookId}/{secret}", Post).WithTags("Chat").AllowAnonymous().MaxBody(MaxBody).Limit("chat-hook")
            .WithSummary("Posts into a room by the address of a hook")
            .WithDescription("A repeat under the same Idempotency-Key is answered with the first message, with 200.")
            .Refuses(
                ChatErrors.HookNotFound, ChatErrors.Archived, ChatErrors.TooFast(TimeSpan.FromSeconds(1)), ChatErrors.TextInvalid, ChatErrors.TooManyMentions,
                ChatErrors.MentionAllNotAllowed, ChatErrors.WordBlocked, Errors.KeyReused);
        return routes;
    }

    private static async Task<CreatedAnswer<HookAnswer>> Add(
        string id, AddHookRequest request, CurrentUser user, Idempotency idempotency, ChatDesk desk, People people, IOptions<FrontendOptions> frontend)
    {
        var made = await desk.Hooks(id, room => room.AddHook(new NewHook(user.Id, request.Name, idempotency.Operation)));
        var persons = await people.Find([user.Id]);
        return made.Map(hook => HookAnswer.Of(hook, id, frontend.Value, persons)).ToCreated(_ => $"/api/chat/rooms/{id}/hooks");
    }

    private static async Task<OkAnswer<Page<HookAnswer>>> List(string id, CurrentUser user, ChatDesk desk, People people, IOptions<FrontendOptions> frontend)
    {
        var hooks = await desk.Hooks(id, room => room.Hooks(user.Id));
        var persons = await people.Find((hooks.Value ?? []).Select(hook => hook.By));
        return hooks.Map(all => new Page<HookAnswer>([.. all.Select(hook => HookAnswer.Of(hook, id, frontend.Value, persons))], null)).ToOk();
    }

    private static async Task<NoContentAnswer> Remove(string id, string hookId, CurrentUser user, ChatDesk desk) =>
        (await desk.Hooks(id, room => room.RemoveHook(user.Id, hookId))).ToNoContent();

    private static async Task<Results<CreatedAnswer<PostedAnswer>, OkAnswer<PostedAnswer>>> Post(
        string hookId, string secret, PostHookRequest request, Idempotency idempotency, ChatDesk desk, TimeProvider time)
    {
        if (ChatKey.HookOf(hookId) is not { } hook)
        {
            return new Result<PostedAnswer> { Error = ChatErrors.HookNotFound }.ToCreated(_ => "");
        }

        var clientId = idempotency.Operation?.Value ?? Ids.New(time).ToString();
        var message = new HookMessage(hook.Hook, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), clientId, request.Text, request.Username);
        var posted = await desk.Hooks(hook.Room, room => room.Post(message));
        var answer = posted.Error == ChatErrors.ClientIdReused ? Errors.KeyReused : posted.Map(sent => new PostedAnswer(sent.Seq));
        return answer.Replayed ? (answer with { Replayed = false }).ToOk() : answer.ToCreated(sent => $"/api/chat/rooms/{hook.Room}/messages/{sent.Seq}");
    }
}
