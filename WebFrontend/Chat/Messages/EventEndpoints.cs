using System.ComponentModel;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>Exactly what somebody missed, in order.</summary>
internal static class EventEndpoints
{
    public static RouteGroupBuilder MapEvents(this RouteGroupBuilder chat)
    {
        chat.MapGet("/rooms/{id}/events", Events).Limit("read")
            .WithSummary("Reads all events after a number")
            .WithDescription("Events have the numbers after, after + 1, … without a gap; more tells whether there are others.")
            .Refuses(ChatErrors.RoomNotFound, ChatErrors.ResyncRequired(0));
        return chat;
    }

    private static async Task<OkAnswer<EventsAnswer>> Events(
        string id, [Description("The last number seen.")] long after, [Description("At most so many, 1–100; 100 where it is absent.")] int? limit,
        CurrentUser user, RoomReader reader)
    {
        var most = limit ?? ChatLimits.Events;
        return most is < 1 or > ChatLimits.Events
            ? new Result<EventsAnswer> { Error = Errors.Invalid($"A limit is a whole number from 1 to {ChatLimits.Events}.", "limit") }.ToOk()
            : (await reader.Events(id, user.Id, after, most)).ToOk();
    }
}
