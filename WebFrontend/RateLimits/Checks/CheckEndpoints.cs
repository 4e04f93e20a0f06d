using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.RateLimits;

namespace OrleansBackends.WebFrontend.RateLimits.Checks;

/// <summary>What programs ask with a key of their application.</summary>
internal static class CheckEndpoints
{
    public const string Policy = "rate-limits-check";

    private const int AtOnce = 16;
    private const long MaxBatch = 512 * 1024;

    public static void MapChecks(this RouteGroupBuilder programs)
    {
        programs.MapPost("/check", Check)
            .WithSummary("Take units of up to 8 policies, all or none")
            .WithDescription("A denial is an answer with `allowed: false`; with `?enforce=true` it is 429 and the fields are those of the application's policies.")
            .Refuses(
                RateLimitErrors.SubjectInvalid, RateLimitErrors.PolicyUnknown, CostOverCapacity, RateLimitErrors.NotConcurrency, LimitErrors.CapacityReduced);
        programs.MapPost("/check/batch", Batch).MaxBody(MaxBatch)
            .WithSummary("Make up to 100 checks that are independent of each other")
            .WithDescription("Each costs what a single one does.");
        programs.MapPost("/refund", Refund)
            .WithSummary("Give units back that a check with an id has taken").Refuses(RateLimitErrors.SubjectInvalid, RateLimitErrors.PolicyUnknown, RateLimitErrors.CheckUnknown);
        programs.MapPost("/reset", Reset)
            .WithSummary("Put a subject back to full").Refuses(RateLimitErrors.SubjectInvalid, RateLimitErrors.PolicyUnknown);
    }

    private static Error ItemsInvalid { get; } = Errors.Invalid($"A batch has 1 to {BatchRequest.Most} items.", "items");

    internal static Error CostOverCapacity { get; } = RateLimitErrors.CostOverCapacity(LimitPolicies.Get("write"));

    private static async Task<Results<Ok<CheckResult>, ProblemAnswer>> Check(
        CheckRequest request, CheckedApp app, CheckDesk desk, HttpContext context, IOptions<RateLimitOptions> options, bool enforce = false)
    {
        var done = await desk.Check(app, request);
        if (!done.IsOk)
        {
            return done.Error.ToProblem();
        }

        if (enforce)
        {
            LimitFields.Write(context.Response, done.Value.Use, app.Policies.LegacyHeaders || options.Value.LegacyHeaders);
            if (done.Value.Denial is { } denial)
            {
                return denial.ToProblem();
            }
        }

        return TypedResults.Ok(done.Value.Show());
    }

    private static async Task<Results<Ok<BatchResult>, ProblemAnswer>> Batch(BatchRequest request, CheckedApp app, CheckDesk desk, LimitFeature limit)
    {
        if (request.Items.Count is 0 or > BatchRequest.Most)
        {
            return ItemsInvalid.ToProblem();
        }

        if (await limit.ChargeAsync(request.Items.Count - 1) is { IsOk: false } refused)
        {
            return refused.Error.ToProblem();
        }

        var items = new BatchItem[request.Items.Count];
        var running = new List<Task>(AtOnce);
        for (var i = 0; i < items.Length; i++)
        {
            var check = CheckInto(items, i, app, request.Items[i], desk);
            if (!check.IsCompletedSuccessfully)
            {
                running.Add(check);
            }

            if (running.Count == AtOnce)
            {
                await Task.WhenAll(running);
                running.Clear();
            }
        }

        await Task.WhenAll(running);
        return TypedResults.Ok(new BatchResult(items));
    }

    private static async Task CheckInto(BatchItem[] items, int place, CheckedApp app, CheckRequest? request, CheckDesk desk)
    {
        var done = await desk.Check(app, request);
        items[place] = done.IsOk ? new BatchItem(done.Value.Show(), null) : new BatchItem(null, Show(done.Error));
    }

    private static async Task<OkAnswer<RefundView>> Refund(RefundRequest request, CheckedApp app, SubjectDesk desk) =>
        (await desk.Refund(app, request)).Map(refunded => new RefundView(refunded)).ToOk();

    private static async Task<NoContentAnswer> Reset(ResetRequest request, CheckedApp app, SubjectDesk desk) =>
        (await desk.Reset(app, request)).ToNoContent();

    private static BatchError Show(Error error) => new(ProblemAnswer.StatusOf(error), error.Code, error.Message, error.Member);
}
