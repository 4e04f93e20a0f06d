namespace OrleansBackends.Grains.Interfaces.Notifications.DevMailbox;

/// <summary>A message as its recipient would see it.</summary>
[GenerateSerializer, Immutable, Alias("notifications.dev-message")]
public sealed record DevMessage
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required NotifyChannel Channel { get; init; }
    [Id(2)] public required string App { get; init; }
    [Id(3)] public required string To { get; init; }
    [Id(4)] public string? Subject { get; init; }
    [Id(5)] public required string Text { get; init; }
    [Id(6)] public string? Html { get; init; }
    [Id(7)] public required DateTimeOffset At { get; init; }

    /// <summary>What else it carries, as a mail's header lines or a push's data.</summary>
    [Id(8)] public IReadOnlyList<string> Extras { get; init; } = [];
}
