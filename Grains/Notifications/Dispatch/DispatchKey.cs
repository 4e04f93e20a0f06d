using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>What the key of a dispatch says, <c>dispatch:{app}:{channel}:{shard or endpoint}</c>, and the streams that belong to it.</summary>
internal sealed record DispatchKey(string Text, string App, NotifyChannel Channel, string Part)
{
    public const string Kind = "dispatch:";

    /// <summary>Whom the messages go through: its window and its breaker. Each webhook endpoint is one of its own.</summary>
    public string Provider { get; } = Channel == NotifyChannel.Webhook ? Text : $"{App}:{NotifyKeys.Name(Channel)}";

    public static DispatchKey Parse(string key) =>
        key.Split(':') is ["dispatch", var app, var channel, var part]
            ? new DispatchKey(key, app, Enum.Parse<NotifyChannel>(channel, ignoreCase: true), part)
            : throw new ArgumentException($"{key} is no key of a dispatch.", nameof(key));

    public StreamName Stream(Lane lane) => new("notifications", "dispatch", $"{Text[Kind.Length..]}:{Name(lane)}");

    /// <summary>The key of the dispatch that a stream belongs to.</summary>
    public static string Of(string stream) =>
        Kind + stream[(stream.IndexOf(':', StringComparison.Ordinal) + 1)..stream.LastIndexOf(':')];

    private static string Name(Lane lane) => lane switch
    {
        Lane.Otp => "otp",
        Lane.Transactional => "transactional",
        Lane.Bulk => "bulk",
        _ => throw new ArgumentOutOfRangeException(nameof(lane)),
    };
}
