namespace OrleansBackends.Grains.Interfaces.Notifications.Addresses;

/// <summary>So many messages in each period.</summary>
[GenerateSerializer, Immutable, Alias("notifications.address-cap")]
public sealed record AddressCap([property: Id(0)] int Limit, [property: Id(1)] TimeSpan Period);

/// <summary>Null where nothing stands against sending; else the reason that the log keeps.</summary>
[GenerateSerializer, Immutable, Alias("notifications.address-verdict")]
public readonly record struct AddressVerdict([property: Id(0)] string? Refused);

/// <summary>One refusal by the provider. <paramref name="To"/> is the address, masked.</summary>
[GenerateSerializer, Immutable, Alias("notifications.bounce")]
public sealed record Bounce([property: Id(0)] bool IsHard, [property: Id(1)] string To);

[GenerateSerializer, Immutable, Alias("notifications.new-suppression")]
public sealed record NewSuppression([property: Id(0)] string Reason, [property: Id(1)] DateTimeOffset? Until, [property: Id(2)] string To);

/// <summary>An address nothing is sent to. <paramref name="To"/> is the address, masked.</summary>
[GenerateSerializer, Immutable, Alias("notifications.suppression")]
public sealed record Suppression(
    [property: Id(0)] string To, [property: Id(1)] string Reason, [property: Id(2)] DateTimeOffset? Until, [property: Id(3)] DateTimeOffset At);
