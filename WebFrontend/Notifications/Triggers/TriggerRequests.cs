using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.WebFrontend.Notifications.Triggers;

public sealed record TriggerRequest
{
    /// <summary>The workflow's key.</summary>
    public required string Name { get; init; }

    /// <summary>Names the trigger: a repeat answers the same. Made here when absent.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Up to 100 recipients, or <c>{"topic":"…"}</c>.</summary>
    public required TriggerTo To { get; init; }

    /// <summary>A JSON object of up to 64 KB.</summary>
    public JsonElement? Payload { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public string? ReplyTo { get; init; }

    public IReadOnlyList<TriggerAttachment>? Attachments { get; init; }
}

public sealed record RecipientRequest
{
    public required string SubscriberId { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Locale { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>A JSON object of up to 512 bytes.</summary>
    public JsonElement? Data { get; init; }

    internal Recipient ToRecipient() => new()
    {
        SubscriberId = SubscriberId, Email = Email, Phone = Phone, Locale = Locale, TimeZone = TimeZone, Data = Data?.GetRawText(),
    };
}

public sealed record BulkTriggerRequest
{
    public required IReadOnlyList<TriggerRequest> Triggers { get; init; }
}

public sealed record BulkTriggerAnswer(IReadOnlyList<TriggerOutcome> Items);

/// <summary>What came of one trigger, with the status that a call of its own would have had.</summary>
public sealed record TriggerOutcome(int Index, int Status, TriggerReceipt? Receipt, TriggerRefusal? Error)
{
    internal static TriggerOutcome Of(int index, Result<TriggerReceipt> result) => result.IsOk
        ? new TriggerOutcome(index, StatusCodes.Status202Accepted, result.Value, null)
        : new TriggerOutcome(
            index, ProblemAnswer.StatusOf(result.Error), null, new TriggerRefusal(result.Error.Code, result.Error.Message, result.Error.Member));
}

public sealed record TriggerRefusal(string Code, string Message, string? Member);
