using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.WebFrontend.Polls;

internal static class PollEndpoints
{
    private const long MaxBody = 256 * 1024;

    private static readonly Error[] Broken =
    [
        PollErrors.OptionsCount, PollErrors.MinMax, PollErrors.MethodDoesNotFit, PollErrors.SecretNoChange, PollErrors.SecretNoCapacity,
        PollErrors.NamedNeedsAccount, PollErrors.CapacityNeedsChoice, PollErrors.Times, PollErrors.UnknownZone,
    ];

    public static RouteGroupBuilder MapPollRoutes(this RouteGroupBuilder polls)
    {
        polls.MapPost("/", Create).Limit("polls-create").MaxBody(MaxBody)
            .WithSummary("Makes a poll")
            .WithDescription("A draft, or with open: true a poll that opens at once or at its opensAt. The most polls of one user a day are 20. Secrecy means that no answer, list, event or export shows a person's choice, and no live row; it is not promised against whoever reads the database's history, its write-ahead log or backups.")
            .Refuses([.. Broken, Errors.KeyReused]);
        polls.MapGet("/{id}", Get).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Shows a poll")
            .WithDescription("With the state of the caller's own ballot. Nothing in it tells a count.")
            .Refuses(PollErrors.NotFound);
        polls.MapPatch("/{id}", Edit).RequireIfMatch().Limit("write").MaxBody(MaxBody)
            .WithSummary("Changes a poll")
            .WithDescription("A draft may become anything; once open only title, description, a later closesAt and the comments switch may change.")
            .Refuses([.. Broken, PollErrors.NotFound, PollErrors.DefinitionFixed]);
        polls.MapPost("/{id}/open", Open).Limit("write").WithSummary("Opens a draft, now or at its time")
            .Refuses(PollErrors.NotFound, PollErrors.WrongState, PollErrors.Times);
        polls.MapPost("/{id}/close", Close).Limit("write")
            .WithSummary("Ends the voting and counts").WithDescription("202 while the count goes on.")
            .Refuses(PollErrors.NotFound, PollErrors.WrongState);
        polls.MapPost("/{id}/casting-vote", CastingVote).Limit("write").WithSummary("Decides a tie that waits for the owner")
            .Refuses(PollErrors.NotFound, PollErrors.NoTie, PollErrors.CastingVoteIncomplete);
        polls.MapDelete("/{id}", Delete).Limit("write")
            .WithSummary("Deletes a poll with its ballots, comments and invitations").Refuses(PollErrors.NotFound);
        return polls;
    }

    private static async Task<CreatedAnswer<PollView>> Create(CreatePollRequest request, CurrentUser user, Idempotency idempotency, PollDesk desk) =>
        (await desk.Change(
            PollId.New(idempotency.Operation), poll => poll.Create(new NewPoll(user.Id, request.ToDefinition(), request.Open), idempotency.Operation)))
        .ToCreated(poll => $"/api/polls/{poll.Id}");

    private static async Task<OkAnswer<PollView>> Get(string id, HttpContext context, PollDesk desk) => (await desk.Show(id, context)).ToOk();

    private static async Task<OkAnswer<PollView>> Edit(string id, EditPollRequest request, CurrentUser user, IfMatch ifMatch, PollDesk desk)
    {
        var now = await desk.Get(id, user.Id);
        return (now.IsOk
            ? await desk.Change(id, poll => poll.Edit(user.Id, request.Over(now.Value.Definition), ifMatch.Version ?? now.Value.Version))
            : now.Error).ToOk();
    }

    private static async Task<OkAnswer<PollView>> Open(string id, CurrentUser user, PollDesk desk) => (await desk.Change(id, poll => poll.Open(user.Id))).ToOk();

    private static async Task<Results<OkAnswer<PollView>, AcceptedAnswer<PollView>>> Close(string id, CurrentUser user, PollDesk desk)
    {
        var closed = await desk.Change(id, poll => poll.Close(user.Id));
        return closed is { IsOk: true, Value.State: PollStatus.Closing } ? closed.ToAccepted() : closed.ToOk();
    }

    private static async Task<OkAnswer<PollView>> CastingVote(string id, CastingVoteRequest request, CurrentUser user, PollDesk desk) =>
        (await desk.Change(id, poll => poll.CastingVote(user.Id, request.Order))).ToOk();

    private static async Task<NoContentAnswer> Delete(string id, CurrentUser user, PollDesk desk) =>
        (await desk.Change(id, poll => poll.Delete(user.Id))).ToNoContent();
}
