namespace OrleansBackends.Grains.Interfaces.Links.Visits;

/// <summary>
/// The kept form of a link's password, which a frontend compares with, never a grain's turn; and the key it signs the cookie with when it is right.
/// </summary>
[GenerateSerializer, Immutable, Alias("links.unlock-challenge")]
public sealed record UnlockChallenge([property: Id(0)] string Password, [property: Id(1)] byte[] UnlockKey);
