using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.Grains.Interfaces.Notifications.Subscribers;

/// <summary>A trigger as one recipient gets it. <paramref name="Payload"/> is there only where a step decides or renders by it.</summary>
[GenerateSerializer, Immutable, Alias("notifications.delivery")]
public sealed record Delivery(
    [property: Id(0)] string TransactionId, [property: Id(1)] string Workflow, [property: Id(2)] int Version, [property: Id(3)] string? Payload,
    [property: Id(4)] DateTimeOffset CreatedAt, [property: Id(5)] DateTimeOffset? ExpiresAt, [property: Id(6)] Recipient Recipient);

/// <summary>What came of a delivery: steps that were queued, held, wait for later, or were not sent for a reason.</summary>
[GenerateSerializer, Immutable, Alias("notifications.delivery-outcome")]
public sealed record DeliveryOutcome(
    [property: Id(0)] int Queued, [property: Id(1)] int Held, [property: Id(2)] int Waiting, [property: Id(3)] int Suppressed);

[GenerateSerializer, Immutable, Alias("notifications.contact")]
public sealed record SubscriberContact
{
    [Id(0)] public string? Email { get; init; }

    /// <summary>E.164.</summary>
    [Id(1)] public string? Phone { get; init; }
    [Id(2)] public string? Locale { get; init; }

    /// <summary>An IANA name.</summary>
    [Id(3)] public string? TimeZone { get; init; }

    /// <summary>A JSON object of up to 8 KB.</summary>
    [Id(4)] public string? Data { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.subscriber-change")]
public sealed record SubscriberChange(
    [property: Id(0)] Optional<string?> Email, [property: Id(1)] Optional<string?> Phone, [property: Id(2)] Optional<string?> Locale,
    [property: Id(3)] Optional<string?> TimeZone, [property: Id(4)] Optional<string?> Data);

[GenerateSerializer, Immutable, Alias("notifications.subscriber-view")]
public sealed record SubscriberView(
    [property: Id(0)] string Id, [property: Id(1)] SubscriberContact Contact, [property: Id(2)] int Devices, [property: Id(3)] DateTimeOffset CreatedAt);

[GenerateSerializer, Alias("notifications.device-kind")]
public enum DeviceKind
{
    Webpush,
    Fcm,
}

/// <summary>Of web push: <see cref="Endpoint"/>, <see cref="P256dh"/> and <see cref="Auth"/> as base64url; of FCM: <see cref="Token"/>.</summary>
[GenerateSerializer, Immutable, Alias("notifications.new-device")]
public sealed record NewDevice
{
    [Id(0)] public required DeviceKind Kind { get; init; }
    [Id(1)] public string? Endpoint { get; init; }
    [Id(2)] public string? P256dh { get; init; }
    [Id(3)] public string? Auth { get; init; }
    [Id(4)] public string? Token { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.device-view")]
public sealed record DeviceView([property: Id(0)] string Id, [property: Id(1)] DeviceKind Kind, [property: Id(2)] DateTimeOffset AddedAt);

/// <summary>A push endpoint with the browser's keys, or a phone's token.</summary>
[GenerateSerializer, Immutable, Alias("notifications.push-target")]
public sealed record PushTarget([property: Id(0)] string Address, [property: Id(1)] PushKeys? Keys);
