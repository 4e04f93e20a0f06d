using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

/// <summary>
/// One message on its way to one recipient. It names its trigger, whose content is read when it is sent; what is kept of it in the log is shown
/// with its address masked.
/// </summary>
[GenerateSerializer, Immutable, Alias("notifications.queued-message")]
public sealed record QueuedMessage
{
    private static readonly TimeSpan WebhookAge = TimeSpan.FromDays(5);

    /// <summary>The same for every repeat: it is the operation id of <see cref="IDispatchGrain.Enqueue"/>.</summary>
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string App { get; init; }
    [Id(2)] public required NotifyChannel Channel { get; init; }
    [Id(3)] public required Lane Lane { get; init; }
    [Id(4)] public required string TransactionId { get; init; }
    [Id(5)] public required string Workflow { get; init; }
    [Id(6)] public required int WorkflowVersion { get; init; }
    [Id(7)] public required string Step { get; init; }
    [Id(8)] public required string Subscriber { get; init; }
    [Id(9)] public required string Category { get; init; }

    /// <summary>Mail address, phone number, push endpoint, device token, or the id of the webhook endpoint.</summary>
    [Id(10)] public required string Destination { get; init; }

    [Id(11)] public string? Locale { get; init; }
    [Id(12)] public string? TimeZone { get; init; }
    [Id(13)] public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>How long after <see cref="QueuedAt"/> it is still worth sending.</summary>
    [Id(14)] public required int TtlSeconds { get; init; }

    /// <summary>The trigger's own end, whatever the age.</summary>
    [Id(15)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The device that is removed when its push service no longer knows it.</summary>
    [Id(16)] public string? Device { get; init; }
    [Id(17)] public PushKeys? PushKeys { get; init; }

    /// <summary>What a digest collected, as JSON; null means the trigger's payload.</summary>
    [Id(18)] public string? Payload { get; init; }

    /// <summary>What templates may know of the subscriber, as JSON.</summary>
    [Id(19)] public string? SubscriberData { get; init; }

    /// <summary>Whether the item that an earlier step put into the inbox had been read when this was queued.</summary>
    [Id(20), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool InboxRead { get; init; }

    /// <summary>When it is too late, by age or by the trigger. A webhook has its own schedule instead of an age.</summary>
    [JsonIgnore]
    public DateTimeOffset EndsAt
    {
        get
        {
            var old = Channel == NotifyChannel.Webhook ? QueuedAt + WebhookAge : QueuedAt.AddSeconds(TtlSeconds);
            return ExpiresAt is { } end && end < old ? end : old;
        }
    }
}

/// <summary>A browser's keys, base64url.</summary>
[GenerateSerializer, Immutable, Alias("notifications.push-keys")]
public sealed record PushKeys([property: Id(0)] string P256dh, [property: Id(1)] string Auth);
