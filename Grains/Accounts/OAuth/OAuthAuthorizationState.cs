using System.Collections.Immutable;

namespace OrleansBackends.Grains.Accounts;

/// <summary>The document of one authorization, at most 8 KiB.</summary>
internal sealed record OAuthAuthorizationState
{
    public const string Name = "accounts.oauthauthorization";

    public int SchemaVersion { get; init; } = 1;

    public Guid Id { get; init; }

    public UserId User { get; init; }

    public string ClientId { get; init; } = "";

    /// <summary>What the client was called when it was allowed.</summary>
    public string ClientName { get; init; } = "";

    public ImmutableList<string> Scopes { get; init; } = [];

    public DateTimeOffset AuthenticatedAt { get; init; }

    public ImmutableList<string> Methods { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; init; }

    /// <summary>When the first tokens were given out.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>SHA-256 of the refresh token that is good now.</summary>
    public string? Current { get; init; }

    public string? Previous { get; init; }

    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>The token that is good now, sealed under the one before.</summary>
    public string? SuccessorBox { get; init; }

    public ImmutableList<OutboxItem> Outbox { get; init; } = [];

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Idle as long as a session may be, or as old.</summary>
    public DateTimeOffset ExpiresAt => CreatedAt + SessionRules.MaxAge < LastUsedAt + SessionRules.MaxIdle
        ? CreatedAt + SessionRules.MaxAge
        : LastUsedAt + SessionRules.MaxIdle;

    /// <summary>When the sweep should look at it: something is owed, or it may be forgotten.</summary>
    public DateTimeOffset DueAt => Outbox.IsEmpty ? (RevokedAt ?? ExpiresAt) + OAuthAuthorizationRules.Kept : Outbox[0].At;
}
