using OrleansBackends.Grains.Interfaces.Notifications.Log;

namespace OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

/// <summary>What one attempt came to.</summary>
[GenerateSerializer, Alias("notifications.send-result")]
public enum SendResult
{
    Sent,

    /// <summary>May be tried again; the dispatch decides when, or that it is too late.</summary>
    Retry,

    /// <summary>Will never succeed.</summary>
    Failed,

    /// <summary>The provider may or may not have it.</summary>
    Unknown,

    /// <summary>Not handed over: stopped by the trigger.</summary>
    Cancelled,

    /// <summary>Not handed over: too late.</summary>
    Expired,

    /// <summary>Not handed over: the address is suppressed, or a cap is reached.</summary>
    Suppressed,
}

[GenerateSerializer, Immutable, Alias("notifications.send-report")]
public sealed record SendReport
{
    /// <summary>The claim that this answers; a report whose claim is no longer held changes nothing.</summary>
    [Id(0)] public required long Claim { get; init; }
    [Id(1)] public required Lane Lane { get; init; }
    [Id(2)] public required SendResult Outcome { get; init; }

    /// <summary>Short and kebab-case, without an address or a secret; null when sent.</summary>
    [Id(3)] public string? Reason { get; init; }

    /// <summary>The provider's wish: never earlier than this.</summary>
    [Id(4)] public TimeSpan? RetryAfter { get; init; }

    /// <summary>The provider's fault and not the recipient's: counts for the breaker.</summary>
    [Id(5)] public bool ProviderFault { get; init; }

    /// <summary>The provider's own name of the message.</summary>
    [Id(6)] public string? ProviderId { get; init; }

    /// <summary>The provider was asked; false for what was stopped or failed before.</summary>
    [Id(7)] public bool HandedOver { get; init; }
}

/// <summary>Where a message stands after a report. <paramref name="RetryAt"/> is set while it is still queued.</summary>
[GenerateSerializer, Immutable, Alias("notifications.send-verdict")]
public sealed record SendVerdict(
    [property: Id(0)] string Id, [property: Id(1)] MessageStatus Status, [property: Id(2)] string? Reason, [property: Id(3)] DateTimeOffset? RetryAt);

/// <summary>The answer to reports, in their order without those that changed nothing.</summary>
/// <param name="Verdicts">Where the messages stand now.</param>
/// <param name="EndpointFailing">A webhook endpoint has failed for five days and is to be disabled.</param>
[GenerateSerializer, Immutable, Alias("notifications.reported")]
public sealed record Reported([property: Id(0)] IReadOnlyList<SendVerdict> Verdicts, [property: Id(1)] bool EndpointFailing);
