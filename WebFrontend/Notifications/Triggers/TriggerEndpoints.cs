using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Triggers;

/// <summary>Events that happened: what starts messages, and what stops them.</summary>
internal static class TriggerEndpoints
{
    /// <summary>Payload, attachments and 100 recipients with their data.</summary>
    private const long MaxBody = 512 * 1024;
    private const long MaxBulkBody = 4 * 1024 * 1024;

    public static void MapTriggers(this RouteGroupBuilder programs)
    {
        var triggers = programs.MapGroup("/triggers");
        triggers.MapPost("", Start).Limit("notifications-trigger").MaxBody(MaxBody)
            .WithSummary("Trigger a workflow")
            .WithDescription(
                "to is a list of up to 100 recipients, or {\"topic\":…}. 202 says that the trigger is durable. The same transactionId again answers the same; "
                + "with other content it is 409.")
            .Refuses(
                NotifyErrors.WorkflowUnknown, NotifyErrors.TopicUnknown, NotifyErrors.TransactionConflict, NotifyErrors.AddressInvalid("to[0].email"),
                NotifyErrors.UnknownZone("to[0].timeZone"), DispatchErrors.QueueFull);
        triggers.MapPost("/bulk", StartAll).Limit("notifications-trigger").MaxBody(MaxBulkBody)
            .WithSummary("Trigger up to 100 times, each with its own outcome");
        programs.MapPost("/explain", Explain).Limit("read").MaxBody(MaxBody)
            .WithSummary("Show what a trigger would do to one subscriber")
            .WithDescription("Nothing is sent or kept. Each step with its outcome, reason and time, as things stand now.")
            .Refuses(NotifyErrors.WorkflowUnknown, NotifyErrors.AddressInvalid("to[0].email"), NotifyErrors.UnknownZone("to[0].timeZone"));
        triggers.MapGet("/{transactionId}", Get).Limit("read")
            .WithSummary("Show a trigger, what its recipients answered and where its messages stand").Refuses(NotifyErrors.TriggerNotFound);
        triggers.MapDelete("/{transactionId}", Cancel).Limit("write")
            .WithSummary("Cancel a trigger")
            .WithDescription("Stops what has not been handed over, and tells how much had left already.").Refuses(NotifyErrors.TriggerNotFound);
    }

    private static async Task<AcceptedAnswer<TriggerReceipt>> Start(
        TriggerRequest request, AppAccess access, Idempotency idempotency, TriggerDesk desk) =>
        (await desk.Start(access.App, request, idempotency.Operation)).ToAccepted();

    private static async Task<Results<AcceptedAnswer<BulkTriggerAnswer>, ProblemAnswer>> StartAll(
        BulkTriggerRequest request, AppAccess access, Idempotency idempotency, TriggerDesk desk, LimitFeature limit)
    {
        if (request.Triggers.Count is 0 or > TriggerDesk.MaxBulk)
        {
            return Errors.Invalid($"1 to {TriggerDesk.MaxBulk} triggers.", "triggers").ToProblem();
        }

        if (request.Triggers.Count > 1 && await limit.ChargeAsync(request.Triggers.Count - 1) is { IsOk: false } refused)
        {
            return refused.Error.ToProblem();
        }

        return new Result<BulkTriggerAnswer> { Value = new(await desk.StartAll(access.App, request.Triggers, idempotency.Operation)) }.ToAccepted();
    }

    private static async Task<OkAnswer<ExplainAnswer>> Explain(TriggerRequest request, AppAccess access, TriggerDesk desk) =>
        (await desk.Explain(access.App, request)).Map(ExplainAnswer.Of).ToOk();

    private static async Task<OkAnswer<TriggerAnswer>> Get(string transactionId, AppAccess access, TriggerDesk desk, IGrainFactory grains)
    {
        var trigger = NotifyNames.IsTransaction(transactionId) ? await desk.Trigger(access.App, transactionId).Get() : NotifyErrors.TriggerNotFound;
        var messages = trigger.IsOk ? await grains.GetGrain<INotificationQueries>(0).Outcomes(access.App, transactionId) : [];
        return trigger.Map(t => new TriggerAnswer(t, messages)).ToOk();
    }

    private static async Task<OkAnswer<CancelView>> Cancel(string transactionId, AppAccess access, TriggerDesk desk) =>
        (NotifyNames.IsTransaction(transactionId) ? await desk.Trigger(access.App, transactionId).Cancel() : NotifyErrors.TriggerNotFound).ToOk();
}

/// <param name="Trigger">The trigger and what its recipients answered.</param>
/// <param name="Messages">Where its messages stand, by channel.</param>
public sealed record TriggerAnswer(TriggerView Trigger, IReadOnlyList<OutcomeCount> Messages);

public sealed record ExplainAnswer(IReadOnlyList<ExplainedStep> Steps)
{
    internal static ExplainAnswer Of(IReadOnlyList<PlannedStep> steps) =>
        new([.. steps.Select(step => new ExplainedStep(step.Step, step.Channel, step.Outcome, step.Reason, step.At))]);
}

/// <param name="Step">Its id.</param>
/// <param name="Channel">Null for a delay or a digest.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Reason">Why it is not sent; the log uses the same words.</param>
/// <param name="At">When that is decided or, where something waits, when it goes on.</param>
public sealed record ExplainedStep(string Step, NotifyChannel? Channel, PlannedOutcome Outcome, string? Reason, DateTimeOffset At);
