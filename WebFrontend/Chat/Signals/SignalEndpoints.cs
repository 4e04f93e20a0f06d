using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>Typing and presence for those who use no hub.</summary>
internal static class SignalEndpoints
{
    public static RouteGroupBuilder MapSignals(this RouteGroupBuilder chat)
    {
        chat.MapPost("/rooms/{id}/typing", Type).Limit("write")
            .WithSummary("Tells that the caller is typing")
            .WithDescription("At most once in three seconds; shown for six. In rooms above 200 members nobody is told.")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.NotAllowed, ChatErrors.TooFast(TimeSpan.FromSeconds(1)));
        chat.MapGet("/presence", Presence).Limit("read")
            .WithSummary("Shows who is here")
            .WithDescription("users: up to 200 ids, separated by commas. People of whom one blocks the other are offline to each other.");
        chat.MapPut("/me/presence", Choose).Limit("write")
            .WithSummary("Sets what the caller is seen as")
            .WithDescription("auto goes by the connections; dnd, away and invisible hold until a time, or until they are changed.");
        return chat;
    }

    private static async Task<AcceptedAnswer<Done>> Type(string id, CurrentUser user, SignalDesk signals) => (await signals.Type(id, user.Id)).ToAccepted();

    private static async Task<OkAnswer<IReadOnlyList<PresenceData>>> Presence(PeopleQuery users, CurrentUser user, SignalDesk signals) =>
        new Result<IReadOnlyList<PresenceData>> { Value = await signals.Presence(user.Id, users.Ids) }.ToOk();

    private static async Task<NoContentAnswer> Choose(ChoosePresenceRequest request, CurrentUser user, ChatDesk desk)
    {
        await desk.User(user.Id).ChoosePresence(new ChosenPresence(request.State, request.Until));
        return Done.Ok.ToNoContent();
    }
}

public sealed record ChoosePresenceRequest
{
    /// <summary>auto, away, dnd or invisible.</summary>
    public required PresenceChoice State { get; init; }

    public DateTimeOffset? Until { get; init; }
}
