namespace OrleansBackends.Grains.Interfaces.Notifications.Triggers;

/// <summary>An event that happened, and who shall hear of it: up to 100 recipients, or a topic.</summary>
[GenerateSerializer, Immutable, Alias("notifications.new-trigger")]
public sealed record NewTrigger
{
    /// <summary>The workflow's key.</summary>
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public IReadOnlyList<Recipient> To { get; init; } = [];
    [Id(2)] public string? Topic { get; init; }

    /// <summary>A JSON object of up to 64 KB.</summary>
    [Id(3)] public string Payload { get; init; } = "{}";

    /// <summary>Up to 365 days ahead; null for now.</summary>
    [Id(4)] public DateTimeOffset? SendAt { get; init; }
    [Id(5)] public DateTimeOffset? ExpiresAt { get; init; }
    [Id(6)] public string? ReplyTo { get; init; }

    /// <summary>Up to 5, of 64 KB together; mails carry them.</summary>
    [Id(7)] public IReadOnlyList<TriggerAttachment> Attachments { get; init; } = [];
}

/// <summary>A subscriber, with what is said of it for this trigger alone; of <c>product</c> a user's id, or a guest with an address.</summary>
[GenerateSerializer, Immutable, Alias("notifications.recipient")]
public sealed record Recipient
{
    [Id(0)] public required string SubscriberId { get; init; }
    [Id(1)] public string? Email { get; init; }
    [Id(2)] public string? Phone { get; init; }
    [Id(3)] public string? Locale { get; init; }
    [Id(4)] public string? TimeZone { get; init; }

    /// <summary>A JSON object of up to 512 bytes.</summary>
    [Id(5)] public string? Data { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.attachment")]
public sealed record TriggerAttachment([property: Id(0)] string Name, [property: Id(1)] string Type, [property: Id(2)] string Text);

[GenerateSerializer, Alias("notifications.trigger-status")]
public enum TriggerStatus
{
    /// <summary>Waits for its <c>sendAt</c>.</summary>
    Scheduled,

    /// <summary>Its recipients are being told.</summary>
    Running,

    /// <summary>All recipients have been told; their messages may still be on their way.</summary>
    Done,
    Cancelled,
}

[GenerateSerializer, Immutable, Alias("notifications.trigger-receipt")]
public sealed record TriggerReceipt([property: Id(0)] string TransactionId, [property: Id(1)] TriggerStatus Status);

/// <summary>A trigger and what its recipients answered so far.</summary>
[GenerateSerializer, Immutable, Alias("notifications.trigger-view")]
public sealed record TriggerView
{
    [Id(0)] public required string TransactionId { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public int WorkflowVersion { get; init; }
    [Id(3)] public TriggerStatus Status { get; init; }
    [Id(4)] public DateTimeOffset CreatedAt { get; init; }
    [Id(5)] public DateTimeOffset? SendAt { get; init; }
    [Id(6)] public DateTimeOffset? EndedAt { get; init; }
    [Id(7)] public required TriggerCounters Counters { get; init; }
}

/// <summary>Recipients told so far, and what came of their steps.</summary>
[GenerateSerializer, Immutable, Alias("notifications.trigger-counters")]
public sealed record TriggerCounters(
    [property: Id(0)] int Recipients, [property: Id(1)] int Queued, [property: Id(2)] int Held, [property: Id(3)] int Waiting, [property: Id(4)] int Suppressed);

/// <summary>What was stopped, recipients that had not been told and messages, and what had already left.</summary>
[GenerateSerializer, Immutable, Alias("notifications.cancel-view")]
public sealed record CancelView([property: Id(0)] int Cancelled, [property: Id(1)] int AlreadySent);

/// <summary>What the messages of a trigger share; read by the sender, so that no queue copies it.</summary>
[GenerateSerializer, Immutable, Alias("notifications.trigger-content")]
public sealed record TriggerContent
{
    [Id(0)] public required string Workflow { get; init; }
    [Id(1)] public int Version { get; init; }

    /// <summary>JSON object; null when it was dropped because every message of the otp lane is final.</summary>
    [Id(2)] public string? Payload { get; init; }
    [Id(3)] public IReadOnlyList<TriggerAttachment> Attachments { get; init; } = [];
    [Id(4)] public string? ReplyTo { get; init; }
    [Id(5)] public bool Cancelled { get; init; }

    /// <summary>By subscriber: what was said of a recipient for this trigger alone, a JSON object.</summary>
    [Id(6)] public IReadOnlyDictionary<string, string> RecipientData { get; init; } = new Dictionary<string, string>();
    [Id(7)] public DateTimeOffset CreatedAt { get; init; }
}
