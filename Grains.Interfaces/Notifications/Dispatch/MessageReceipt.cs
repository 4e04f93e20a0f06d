namespace OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

/// <summary>What a provider's callback tells about a message it took.</summary>
[GenerateSerializer, Immutable, Alias("notifications.message-receipt")]
public sealed record MessageReceipt([property: Id(0)] string Id, [property: Id(1)] bool Delivered, [property: Id(2)] string? Reason);
