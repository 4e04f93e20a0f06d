using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>Signing keys and the framework's keys, each oldest first. Private halves and elements lie sealed.</summary>
internal sealed record KeyRingState
{
    public const string Name = "accounts.keyring";

    public int SchemaVersion { get; init; } = 1;

    public ImmutableList<RingKey> Keys { get; init; } = [];

    /// <summary>At most <see cref="KeyRingRules.MaxElements"/>.</summary>
    public ImmutableList<RingElement> Protection { get; init; } = [];

    /// <summary>How many elements were ever kept.</summary>
    public int ProtectionVersion { get; init; }

    public int AuditCount { get; init; }

    /// <summary>Entries that still wait for the journal.</summary>
    public ImmutableList<AuditEntry> Audit { get; init; } = [];
}

internal sealed record RingKey
{
    public const string Es256 = "ES256";
    public const string Rs256 = "RS256";

    public string Kid { get; init; } = "";

    public string Alg { get; init; } = Es256;

    public string PrivateKeyBox { get; init; } = "";

    public string X { get; init; } = "";

    public string Y { get; init; } = "";

    /// <summary>Modulus and exponent of an RSA key.</summary>
    public string? N { get; init; }

    public string? E { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ActiveFrom { get; init; }

    /// <summary>When it is no longer published; null while no key follows it.</summary>
    public DateTimeOffset? RetireAt { get; init; }
}

/// <summary>An element of the framework's keys, sealed under its own name.</summary>
internal sealed record RingElement(string Name, string Box);
