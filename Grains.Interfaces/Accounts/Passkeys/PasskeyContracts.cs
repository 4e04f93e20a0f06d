namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>A passkey whose making was verified by the frontend.</summary>
[GenerateSerializer, Immutable, Alias("accounts.new-passkey")]
public sealed record NewPasskey
{
    /// <summary>The credential's id in base64url.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>As COSE.</summary>
    [Id(1)]
    public required byte[] PublicKey { get; init; }

    [Id(2)]
    public required string Name { get; init; }

    [Id(3)]
    public required uint SignCount { get; init; }

    [Id(4)]
    public required IReadOnlyList<string> Transports { get; init; }

    [Id(5)]
    public required bool BackupEligible { get; init; }

    [Id(6)]
    public required bool BackedUp { get; init; }

    /// <summary>SHA-256 of the challenge that was answered.</summary>
    [Id(7)]
    public required string Challenge { get; init; }
}

/// <summary>A proof by a passkey, whose signature the frontend found right.</summary>
/// <param name="Id">The credential's id in base64url.</param>
/// <param name="SignCount">As the authenticator counts; 0 where it does not.</param>
/// <param name="BackedUp">Whether it has copies elsewhere.</param>
/// <param name="Challenge">SHA-256 of the challenge that was answered.</param>
[GenerateSerializer, Immutable, Alias("accounts.passkey-proof")]
public sealed record PasskeyProof(
    [property: Id(0)] string Id, [property: Id(1)] uint SignCount, [property: Id(2)] bool BackedUp, [property: Id(3)] string Challenge);

/// <summary>What a frontend verifies a proof with.</summary>
[GenerateSerializer, Immutable, Alias("accounts.passkey-key")]
public sealed record PasskeyKey(
    [property: Id(0)] string Id, [property: Id(1)] byte[] PublicKey, [property: Id(2)] IReadOnlyList<string> Transports,
    [property: Id(3)] bool BackupEligible, [property: Id(4)] bool BackedUp);

[GenerateSerializer, Immutable, Alias("accounts.passkey-view")]
public sealed record PasskeyView
{
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>Whether its owner has copies elsewhere.</summary>
    [Id(3)]
    public required bool BackedUp { get; init; }

    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(5)]
    public DateTimeOffset? LastUsedAt { get; init; }
}
