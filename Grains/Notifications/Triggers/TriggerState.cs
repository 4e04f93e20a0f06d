using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Notifications.Triggers;

/// <summary>The document of a trigger; under 256 KB by the bounds of <see cref="TriggerRules"/>.</summary>
internal sealed record TriggerState
{
    public const string Name = "notifications.trigger";

    /// <summary>How long it is remembered after its end.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public int SchemaVersion { get; init; } = 1;

    /// <summary>A keyed hash of the whole request: what it holds may be a code of six digits.</summary>
    public string ContentHash { get; init; } = "";

    public string App { get; init; } = "";
    public string Workflow { get; init; } = "";
    public int WorkflowVersion { get; init; }
    public Lane Lane { get; init; }

    /// <summary>JSON; sealed for the otp lane; null once it was dropped.</summary>
    public string? Payload { get; init; }

    public ImmutableList<Recipient> To { get; init; } = [];
    public string? Topic { get; init; }
    public ImmutableList<TriggerAttachment> Attachments { get; init; } = [];
    public string? ReplyTo { get; init; }
    public DateTimeOffset? SendAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public TriggerStatus Status { get; init; }

    /// <summary>Recipients told; of a topic, up to member <see cref="ToldUpTo"/>.</summary>
    public TriggerCounters Counters { get; init; } = new(0, 0, 0, 0, 0);

    public string ToldUpTo { get; init; } = "";

    /// <summary>When the last message of the otp lane is certainly final.</summary>
    public DateTimeOffset? DropAt { get; init; }

    /// <summary>Messages of the otp lane that are final.</summary>
    public ImmutableHashSet<string> Settled { get; init; } = [];

    public CancelView? Stopped { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The next page of recipients to tell, while there is one.</summary>
    public ImmutableList<OutboxItem> Outbox { get; init; } = [];

    /// <summary>When the sweep must look: the page that is owed, the start that was missed, the payload to drop, the end of keeping it.</summary>
    public DateTimeOffset? DueAt =>
        !Outbox.IsEmpty ? Outbox[0].At
        : Status == TriggerStatus.Scheduled ? SendAt
        : Payload is not null && DropAt is { } drop ? drop
        : EndedAt + Kept;

    [JsonIgnore]
    public bool HasEnded => EndedAt is not null;
}
