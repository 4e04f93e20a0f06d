using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Lists;
using OrleansBackends.Grains.Interfaces.Polls.Proofs;
using OrleansBackends.WebFrontend.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Results;

internal static class ResultEndpoints
{
    public static RouteGroupBuilder MapResults(this RouteGroupBuilder polls)
    {
        polls.MapGet("/{id}/results", Show).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Counts a poll")
            .WithDescription("By the deciding method, or by another that fits the ballots. The ETag is the number of the count.")
            .Refuses(PollErrors.NotFound, PollErrors.HiddenUntilVote, PollErrors.HiddenUntilClose, PollErrors.TooFewBallots, PollErrors.MethodDoesNotFit);
        polls.MapGet("/{id}/chart.svg", Chart).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Draws a count")
            .WithDescription($"As SVG, {PollChart.MinWidth} to {PollChart.MaxWidth} wide.")
            .Refuses(PollErrors.NotFound, PollErrors.HiddenUntilVote, PollErrors.HiddenUntilClose, PollErrors.TooFewBallots, PollErrors.MethodDoesNotFit);
        polls.MapGet("/{id}/audit", Audit).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Shows seed, tie decisions and the root of all ballots after the close").Refuses(PollErrors.NotFound, PollErrors.NotClosed);
        polls.MapGet("/{id}/receipts/{receipt}", Prove).AllowAnonymousToo().Limit("polls-receipts")
            .WithSummary("Proves that a ballot was counted")
            .WithDescription("Leads from the ballot with this receipt to the root that the audit shows. A receipt proves the choice to whoever is told it.")
            .Refuses(PollErrors.NotFound, PollErrors.NotClosed, BallotErrors.NoReceipt);
        polls.MapGet("/{id}/voters", Voters).AllowAnonymousToo().Limit("public-read")
            .WithSummary("Lists who has voted")
            .WithDescription("With their ballots where votes are named, to whom may see the results; else for the owner, after the close. A secret poll has no names: only used invitations are listed.")
            .Refuses(PollErrors.NotFound, PollErrors.HiddenUntilVote, PollErrors.HiddenUntilClose, PollErrors.NotClosed, Errors.Forbidden, Errors.InvalidCursor);
        return polls;
    }

    private static async Task<ResultAnswer> Show(string id, string? method, HttpContext context, ResultCache results, VoterDesk voters) =>
        new(await results.Get(id, MethodNames.Read(method), poll => voters.Find(poll, context).Value));

    private static async Task<ChartAnswer> Chart(
        string id, string? method, int? width, HttpContext context, ResultCache results, VoterDesk voters, PollCache polls)
    {
        if (width is < PollChart.MinWidth or > PollChart.MaxWidth)
        {
            throw new RefusedRequestException(Errors.Invalid($"{PollChart.MinWidth} to {PollChart.MaxWidth}.", "width"));
        }

        var poll = await polls.Get(id);
        var result = poll.IsOk ? await results.Get(id, MethodNames.Read(method), known => voters.Find(known, context).Value) : poll.Error;
        return new ChartAnswer(result.Map(sent => (poll.Value!.Definition, sent)), width ?? PollChart.DefaultWidth);
    }

    private static async Task<OkAnswer<PollAudit>> Audit(string id, PollCache polls) =>
        (PollId.IsWellFormed(id) ? await polls.Poll(id).Audit() : PollErrors.NotFound).ToOk();

    private static async Task<OkAnswer<ReceiptProof>> Prove(string id, string receipt, IGrainFactory grains) =>
        (PollId.IsWellFormed(id) ? await grains.GetGrain<IPollQueries>(0).Prove(id, receipt) : PollErrors.NotFound).ToOk();

    private static async Task<OkAnswer<Page<VotedView>>> Voters(
        string id, PageQuery page, HttpContext context, PollDesk desk, VoterList list, VoterDesk voters, PollCache polls)
    {
        var poll = await desk.Get(id, CurrentUser.From(context.User)?.Id);
        var refused = !poll.IsOk ? poll.Error
            : poll.Value.Definition.Privacy == PollPrivacy.Named ? (await polls.Poll(id).MaySee(voters.Find(poll.Value, context).Value)).Error
            : poll.Value.Owner is not { } owner || owner != CurrentUser.From(context.User)?.Id ? Errors.Forbidden
            : poll.Value.State != PollStatus.Closed ? PollErrors.NotClosed
            : null;
        return (refused is not null ? refused : await list.Page(poll.Value!, page)).ToOk();
    }
}
