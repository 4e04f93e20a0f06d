using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Log;

/// <summary>What became of each message, and another try for those that were given up.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder programs)
    {
        programs.MapGet("/messages", List).Limit("read")
            .WithSummary("List messages, those that changed last first")
            .WithDescription("Also what was suppressed or is held, each with its reason.").Refuses(Errors.InvalidCursor);
        programs.MapGet("/messages/{id}", Get).Limit("read")
            .WithSummary("Show a message with all that happened to it").Refuses(DispatchErrors.MessageNotFound);
        programs.MapPost("/messages/{id}/replay", Replay).Limit("write")
            .WithSummary("Send a message again that was given up")
            .WithDescription("Under the same id. version names the workflow version to use from now on.")
            .Refuses(DispatchErrors.MessageNotFound, DispatchErrors.NotDead, DispatchErrors.NotReplayable);
        programs.MapPost("/replay", ReplayRange).Limit("write")
            .WithSummary("Send the dead letters of a range again, up to 10,000");
    }

    private static async Task<OkAnswer<Page<MessageView>>> List(AppAccess access, MessageQuery query, PageQuery page, IGrainFactory grains) =>
        (await Log(grains).Messages(access.App, query.Filter, page)).ToOk();

    private static async Task<OkAnswer<MessageDetail>> Get(string id, AppAccess access, IGrainFactory grains) =>
        (await Log(grains).Message(access.App, id)).ToOk();

    private static async Task<AcceptedAnswer<ReplayAnswer>> Replay(string id, ReplayRequest? request, AppAccess access, IGrainFactory grains)
    {
        var message = await Log(grains).Message(access.App, id);
        if (!message.IsOk)
        {
            return new Result<ReplayAnswer> { Error = message.Error }.ToAccepted();
        }

        var replayed = message.Value.Dispatch is { } dispatch
            ? await grains.GetGrain<IDispatchGrain>(dispatch).Replay(id, request?.Version)
            : DispatchErrors.NotDead;
        return replayed.Map(_ => new ReplayAnswer(1)).ToAccepted();
    }

    private static async Task<AcceptedAnswer<ReplayAnswer>> ReplayRange(ReplayRangeRequest request, AppAccess access, IGrainFactory grains)
    {
        if (request.From >= request.To)
        {
            return new Result<ReplayAnswer> { Error = Errors.Invalid("A range ends after it begins.", "to") }.ToAccepted();
        }

        var range = new DeadRange(request.Channel, request.From, request.To, request.Reason);
        return new Result<ReplayAnswer> { Value = new ReplayAnswer(await grains.GetGrain<INotificationReplay>(0).Replay(access.App, range)) }.ToAccepted();
    }

    private static INotificationQueries Log(IGrainFactory grains) => grains.GetGrain<INotificationQueries>(0);
}

public sealed record ReplayRequest
{
    public int? Version { get; init; }
}

public sealed record ReplayRangeRequest
{
    public required NotifyChannel Channel { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Only what was given up for this reason.</summary>
    public string? Reason { get; init; }
}

public sealed record ReplayAnswer(int Queued);
