using System.Collections.Immutable;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>
/// A snapshot of what the journals say, so that a new activation reads only what came after. Written seldom: at most 10,000 open messages of about
/// 25 bytes.
/// </summary>
internal sealed record DispatchState
{
    public const string Name = "notifications.dispatch";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>In order of the lanes.</summary>
    public ImmutableList<LaneSnapshot> Lanes { get; init; } = [new(), new(), new()];

    /// <summary>Of a webhook endpoint: the first failure after its last success.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When old entries are to be trimmed.</summary>
    public DateTimeOffset? TrimAt { get; init; }
}

internal sealed record LaneSnapshot
{
    /// <summary>The last journal entry that is contained.</summary>
    public long Folded { get; init; }

    /// <summary>Queued entries up to here are done, dead or listed in <see cref="Open"/>.</summary>
    public long Cursor { get; init; }

    /// <summary>The last queued entry.</summary>
    public long LastQueued { get; init; }

    /// <summary>Messages that are neither done nor dead, listed or not.</summary>
    public long Count { get; init; }

    public ImmutableList<OpenMessage> Open { get; init; } = [];
}
