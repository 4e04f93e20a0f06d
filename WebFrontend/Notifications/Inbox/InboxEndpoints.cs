using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.WebFrontend.Notifications.Subscribers;

namespace OrleansBackends.WebFrontend.Notifications.Inbox;

/// <summary>What stands in a person's inbox.</summary>
internal static class InboxEndpoints
{
    public static void MapInbox(this RouteGroupBuilder subscriber, string whose)
    {
        subscriber.MapGet("/inbox", List).Limit("read")
            .WithSummary($"List the inbox of {whose}, the newest first, with its counts")
            .WithDescription("status is unread, all (not archived) or archived.").Refuses(Errors.InvalidCursor);
        subscriber.MapPost("/inbox/marks", Mark).Limit("write")
            .WithSummary($"Mark items of {whose}")
            .WithDescription("Either up to 100 ids, or upTo: all at or before that item. A mark that is there already changes nothing.")
            .Refuses(NotifyErrors.InboxItemNotFound);
    }

    private static async Task<OkAnswer<InboxAnswer>> List(SubscriberAccess subscriber, InboxQuery query, PageQuery page) =>
        (await subscriber.Grain.Inbox(query.Status, page)).Map(InboxAnswer.Of).ToOk();

    private static async Task<OkAnswer<InboxCounts>> Mark(MarkRequest request, SubscriberAccess subscriber) =>
        (request.Refuse() is { } refusal ? refusal : await subscriber.Grain.Mark(request.ToMarks())).ToOk();
}

public sealed record InboxAnswer(IReadOnlyList<InboxItem> Items, string? NextCursor, int Unread, int Unseen)
{
    internal static InboxAnswer Of(InboxPage page) => new(page.Page.Items, page.Page.NextCursor, page.Counts.Unread, page.Counts.Unseen);
}

public sealed record MarkRequest
{
    public IReadOnlyList<string>? Ids { get; init; }

    public string? UpTo { get; init; }

    public required InboxMark Mark { get; init; }

    internal Error? Refuse() =>
        Ids is null == UpTo is null ? Errors.Invalid("Either ids or upTo.", "ids")
        : Ids is { Count: 0 or > InboxMarks.MaxIds } ? Errors.Invalid($"1 to {InboxMarks.MaxIds} items.", "ids")
        : null;

    internal InboxMarks ToMarks() => new(Mark, Ids ?? [], UpTo);
}
