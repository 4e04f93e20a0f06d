using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.WebFrontend.Links.Lists;

internal static class BulkEndpoints
{
    private const int AtOnce = 8;
    private const long MaxBody = 1024 * 1024;

    public static RouteGroupBuilder MapBulk(this RouteGroupBuilder links)
    {
        links.MapPost("/bulk", Create).Limit("links-bulk").MaxBody(MaxBody)
            .WithSummary("Shortens up to 100 URLs, each with its own outcome").Refuses(LinkErrors.TooManyItems);
        links.MapPost("/bulk-actions", Act).Limit("links-bulk")
            .WithSummary("Archives, restores, deletes or tags up to 100 links").Refuses(LinkErrors.TooManyItems);
        return links;
    }

    private static async Task<Results<Ok<BulkAnswer>, ProblemAnswer>> Create(
        BulkCreateRequest request, CurrentUser user, Idempotency idempotency, LinkDesk desk, LimitFeature limit) =>
        await Run(request.Items, limit, async (index, item) =>
        {
            var created = await desk.Create(item, user.Id, idempotency.Operation?.Part("bulk", index));
            return BulkItem.Of(index, created is { IsOk: true, Value.Existed: true } ? 200 : 201, created.Map(c => c.Link));
        });

    private static async Task<Results<Ok<BulkAnswer>, ProblemAnswer>> Act(BulkActionRequest request, CurrentUser user, LinkDesk desk, LimitFeature limit) =>
        await Run(request.Codes, limit, async (index, code) =>
        {
            if (request.Action is BulkAction.Delete)
            {
                var deleted = await desk.Delete(code, user.Id);
                return deleted.IsOk ? new BulkItem(index, 204, null, null) : BulkItem.Of(index, 204, deleted.Error);
            }

            return BulkItem.Of(index, 200, await desk.Update(code, user.Id, Change(request), version: null));
        });

    private static async Task<Results<Ok<BulkAnswer>, ProblemAnswer>> Run<T>(IReadOnlyList<T> items, LimitFeature limit, Func<int, T, Task<BulkItem>> run)
    {
        if (items.Count > LinkLimits.Bulk)
        {
            return LinkErrors.TooManyItems.ToProblem();
        }

        if (items.Count > 1 && await limit.ChargeAsync(items.Count - 1) is { IsOk: false } refused)
        {
            return refused.Error.ToProblem();
        }

        var done = new BulkItem[items.Count];
        await Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => done[i] = await run(i, items[i]));
        return TypedResults.Ok(new BulkAnswer(done));
    }

    private static LinkChange Change(BulkActionRequest request) => request.Action switch
    {
        BulkAction.Archive => new LinkChange { Archived = true },
        BulkAction.Restore => new LinkChange { Archived = false },
        BulkAction.AddTags => new LinkChange { AddTags = request.Tags ?? [] },
        BulkAction.RemoveTags => new LinkChange { RemoveTags = request.Tags ?? [] },
        BulkAction.Delete => throw new ArgumentOutOfRangeException(nameof(request), request.Action, "Deleting is no change."),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Action, null),
    };
}
