namespace OrleansBackends.Grains.Accounts;

internal sealed record OAuthCodeState
{
    public const string Name = "accounts.oauthcode";

    public int SchemaVersion { get; init; } = 1;

    public Guid Authorization { get; init; }

    public string ClientId { get; init; } = "";

    public string RedirectUri { get; init; } = "";

    /// <summary>S256 of the verifier.</summary>
    public string Challenge { get; init; } = "";

    public string? Nonce { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>So long a second attempt is known as one.</summary>
    public DateTimeOffset DueAt => ExpiresAt.AddHours(1);

    /// <summary>When it was first shown, whether or not tokens came of it.</summary>
    public DateTimeOffset? BurntAt { get; init; }
}
