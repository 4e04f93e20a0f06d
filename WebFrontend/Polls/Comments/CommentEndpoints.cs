using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Lists;

namespace OrleansBackends.WebFrontend.Polls.Comments;

internal static class CommentEndpoints
{
    public static RouteGroupBuilder MapComments(this RouteGroupBuilder polls)
    {
        polls.MapGet("/{id}/comments", List).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Lists comments, newest first").Refuses(PollErrors.NotFound, Errors.InvalidCursor);
        polls.MapPost("/{id}/comments", Write).Limit("write")
            .WithSummary("Comments on a poll").Refuses(PollErrors.NotFound, PollErrors.CommentsOff, Errors.KeyReused);
        polls.MapDelete("/{id}/comments/{comment:long}", Delete).Limit("write")
            .WithSummary("Deletes a comment").WithDescription("Its author may, and the poll's owner.")
            .Refuses(PollErrors.NotFound, PollErrors.CommentNotFound);
        return polls;
    }

    private static async Task<OkAnswer<Page<CommentView>>> List(string id, PageQuery page, HttpContext context, PollDesk desk, IGrainFactory grains)
    {
        var poll = await desk.Get(id, CurrentUser.From(context.User)?.Id);
        return (poll.IsOk ? await grains.GetGrain<IPollQueries>(0).Comments(id, page) : poll.Error).ToOk();
    }

    private static async Task<CreatedAnswer<CommentView>> Write(string id, WriteCommentRequest request, CurrentUser user, Idempotency idempotency, IGrainFactory grains) =>
        (PollId.IsWellFormed(id) ? await Poll(grains, id).Comment(user.Id, request.Text, idempotency.Operation) : PollErrors.NotFound)
        .ToCreated(comment => $"/api/polls/{id}/comments/{comment.Id}");

    private static async Task<NoContentAnswer> Delete(string id, long comment, CurrentUser user, IGrainFactory grains) =>
        (PollId.IsWellFormed(id) ? await Poll(grains, id).DeleteComment(user.Id, comment) : PollErrors.NotFound).ToNoContent();

    private static IPollCommentsGrain Poll(IGrainFactory grains, string id) => grains.GetGrain<IPollCommentsGrain>(PollKey.Poll(id));
}

public sealed record WriteCommentRequest
{
    public required string Text { get; init; }
}
