using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>The document of one client, at most 32 KiB. Of its secrets only hashes are kept.</summary>
internal sealed record OAuthClientState
{
    public const string Name = "accounts.oauthclient";

    public int SchemaVersion { get; init; } = 1;

    public OAuthClientSettings Settings { get; init; } = new() { Name = "", Type = OAuthClientType.Public };

    /// <summary>The newest last; at most two.</summary>
    public ImmutableList<ClientSecret> Secrets { get; init; } = [];

    public int Revision { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>A removed client is never registered again.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public int AuditCount { get; init; }

    /// <summary>Entries that still wait for the journal.</summary>
    public ImmutableList<AuditEntry> Audit { get; init; } = [];

    public ImmutableList<DoneOperation> Recent { get; init; } = [];
}

/// <summary>SHA-256 of a secret, and until when it is good where a newer one has replaced it.</summary>
internal sealed record ClientSecret(string Hash, DateTimeOffset? Until);
