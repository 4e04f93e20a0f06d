using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.WebFrontend.Notifications.Triggers;

/// <summary>Starts triggers, one by one or many at once.</summary>
internal sealed class TriggerDesk(IGrainFactory grains, TimeProvider time)
{
    public const int MaxBulk = 100;

    private const int AtOnce = 16;

    private static readonly Error NotObject = Errors.Invalid("A payload is a JSON object.", "payload");
    private static readonly Error NoTransaction = Errors.Invalid("A transactionId has 1 to 128 of A-Z, a-z, 0-9 and . _ : -", "transactionId");

    /// <param name="app">The application.</param>
    /// <param name="request">What happened.</param>
    /// <param name="operation">Names the trigger where the request itself does not.</param>
    public async Task<Result<TriggerReceipt>> Start(string app, TriggerRequest request, OperationId? operation)
    {
        if (request.Payload is { ValueKind: not JsonValueKind.Object })
        {
            return NotObject;
        }

        var id = request.TransactionId ?? Ids.New(time, operation, "trigger").ToString("D");
        return NotifyNames.IsTransaction(id) ? await Trigger(app, id).Start(ToTrigger(request)) : NoTransaction;
    }

    public async Task<Result<IReadOnlyList<PlannedStep>>> Explain(string app, TriggerRequest request) =>
        request.Payload is { ValueKind: not JsonValueKind.Object } ? NotObject : await grains.GetGrain<ITriggerPlan>(0).Explain(app, ToTrigger(request));

    public async Task<IReadOnlyList<TriggerOutcome>> StartAll(string app, IReadOnlyList<TriggerRequest> requests, OperationId? operation)
    {
        var outcomes = new TriggerOutcome[requests.Count];
        await Parallel.ForAsync(0, requests.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
            outcomes[i] = TriggerOutcome.Of(i, await Start(app, requests[i], operation?.Part("trigger", i))));
        return outcomes;
    }

    public ITriggerGrain Trigger(string app, string transactionId) => grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger(app, transactionId));

    private static NewTrigger ToTrigger(TriggerRequest request) => new()
    {
        Name = request.Name,
        To = request.To.Recipients,
        Topic = request.To.Topic,
        Payload = request.Payload?.GetRawText() ?? "{}",
        SendAt = request.SendAt,
        ExpiresAt = request.ExpiresAt,
        ReplyTo = request.ReplyTo,
        Attachments = request.Attachments ?? [],
    };
}
