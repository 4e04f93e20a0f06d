namespace OrleansBackends.Grains.Interfaces.Accounts;

[GenerateSerializer, Alias("accounts.oauth-client-type")]
public enum OAuthClientType
{
    /// <summary>Cannot keep a secret: an application on a device or in a browser.</summary>
    Public,

    /// <summary>A server that keeps one.</summary>
    Confidential,
}

[GenerateSerializer, Alias("accounts.oauth-consent")]
public enum OAuthConsent
{
    /// <summary>The user is asked once per set of scopes.</summary>
    Ask,

    /// <summary>Nobody is asked: for applications of the house.</summary>
    None,
}

public static class OAuthGrants
{
    public const string Code = "authorization_code";
    public const string Refresh = "refresh_token";
    public const string Client = "client_credentials";

    public static IReadOnlyList<string> All { get; } = [Code, Refresh, Client];
}

/// <summary>Scopes that belong to no slice.</summary>
public static class OAuthScopes
{
    public const string OpenId = "openid";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string Offline = "offline_access";

    public static IReadOnlyList<string> Identity { get; } = [OpenId, Profile, Email, Offline];
}

/// <summary>What an admin decides about a client.</summary>
[GenerateSerializer, Immutable, Alias("accounts.oauth-client-settings")]
public record OAuthClientSettings
{
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required OAuthClientType Type { get; init; }

    /// <summary>Compared as exact strings; only the port of a loopback address may differ.</summary>
    [Id(2)]
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    [Id(3)]
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    [Id(4)]
    public IReadOnlyList<string> Grants { get; init; } = [];

    [Id(5)]
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary><c>RS256</c> or <c>ES256</c>.</summary>
    [Id(6)]
    public string IdTokenAlg { get; init; } = "RS256";

    [Id(7)]
    public OAuthConsent Consent { get; init; }

    [Id(8)]
    public bool Enabled { get; init; } = true;
}

/// <summary>A client as admins see it; secrets are never shown again.</summary>
[GenerateSerializer, Immutable, Alias("accounts.oauth-client")]
public sealed record OAuthClientView : OAuthClientSettings, IVersioned
{
    [Id(0)]
    public required string ClientId { get; init; }

    [Id(1)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(2)]
    public required int Version { get; init; }
}

/// <summary>A client with the secret that is shown only now; public clients have none.</summary>
[GenerateSerializer, Immutable, Alias("accounts.oauth-client-made")]
public sealed record OAuthClientMade([property: Id(0)] OAuthClientView Client, [property: Id(1)] string? Secret);
