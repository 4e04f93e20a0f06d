using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>The public half of a key that lies in somebody's device.</summary>
internal sealed record Passkey
{
    public string Id { get; init; } = "";

    public byte[] PublicKey { get; init; } = [];

    public string Name { get; init; } = "";

    /// <summary>As it was last; 0 where the device does not count.</summary>
    public uint SignCount { get; init; }

    public ImmutableList<string> Transports { get; init; } = [];

    public bool BackupEligible { get; init; }

    public bool BackedUp { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public PasskeyKey Key() => new(Id, PublicKey, Transports, BackupEligible, BackedUp);

    public PasskeyView Show() => new()
    {
        Id = Id,
        Name = Name,
        Transports = Transports,
        BackedUp = BackedUp,
        CreatedAt = CreatedAt,
        LastUsedAt = LastUsedAt,
    };
}

/// <summary>SHA-256 of a challenge that was answered, kept until nobody could answer it any more.</summary>
internal sealed record UsedChallenge(string Hash, DateTimeOffset Until);
