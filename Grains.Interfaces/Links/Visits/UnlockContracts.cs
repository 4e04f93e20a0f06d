namespace OrleansBackends.Grains.Interfaces.Links.Visits;

/// <summary>PBKDF2-HMAC-SHA256 of a link's password, made and checked in frontends, never on a grain's turn.</summary>
[GenerateSerializer, Immutable, Alias("links.password-hash")]
public sealed record PasswordHash([property: Id(0)] byte[] Salt, [property: Id(1)] byte[] Hash, [property: Id(2)] int Iterations);

/// <summary>What a frontend compares a password with, and the key it signs the cookie with when it is right.</summary>
[GenerateSerializer, Immutable, Alias("links.unlock-challenge")]
public sealed record UnlockChallenge([property: Id(0)] PasswordHash Password, [property: Id(1)] byte[] UnlockKey);
