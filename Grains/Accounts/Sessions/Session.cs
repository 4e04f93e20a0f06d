using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>One signed-in device. Of its refresh tokens only hashes are kept, and the newest sealed under the one before.</summary>
internal sealed record Session
{
    public Guid Id { get; init; }

    public SessionKind Kind { get; init; }

    public string Device { get; init; } = "";

    public string? IpPrefix { get; init; }

    public ImmutableList<string> Methods { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; init; }

    public DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>The end whatever happens; idleness may end it before.</summary>
    public DateTimeOffset EndsAt { get; init; }

    public string Current { get; init; } = "";

    public string? Previous { get; init; }

    public DateTimeOffset? RotatedAt { get; init; }

    public string? SuccessorBox { get; init; }

    public DateTimeOffset ExpiresAt => EndsAt < LastUsedAt + SessionRules.MaxIdle ? EndsAt : LastUsedAt + SessionRules.MaxIdle;
}
