namespace OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

/// <summary>A message that is being sent. <paramref name="Attempt"/> counts from 0.</summary>
[GenerateSerializer, Immutable, Alias("notifications.claimed-message")]
public sealed record ClaimedMessage([property: Id(0)] long Claim, [property: Id(1)] QueuedMessage Message, [property: Id(2)] int Attempt);

/// <summary>Names a claim. <paramref name="Again"/> says that the one before under this id got no answer.</summary>
[GenerateSerializer, Immutable, Alias("notifications.claim-ticket")]
public sealed record ClaimTicket([property: Id(0)] Guid Id, [property: Id(1)] SiloAddress? Sender, [property: Id(2)] bool Again);

/// <summary>What a claim got. <paramref name="More"/> says that another claim would get something at once.</summary>
[GenerateSerializer, Immutable, Alias("notifications.claimed")]
public sealed record Claimed([property: Id(0)] IReadOnlyList<ClaimedMessage> Messages, [property: Id(1)] bool More);

/// <summary>What waits in a dispatch, for watching over it.</summary>
[GenerateSerializer, Immutable, Alias("notifications.dispatch-status")]
public sealed record DispatchStatus
{
    /// <summary>Messages that are neither done nor dead, per lane in order of <see cref="Lane"/>.</summary>
    [Id(0)] public required IReadOnlyList<long> Open { get; init; }

    /// <summary>Of those, the ones held by a sender now.</summary>
    [Id(1)] public required int Claimed { get; init; }

    /// <summary>Of those, the ones that wait for another try.</summary>
    [Id(2)] public required int Retrying { get; init; }
}
