using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

public sealed record RegisterClientRequest
{
    [Required, StringLength(80, MinimumLength = 1)]
    public required string Name { get; init; }

    public required OAuthClientType Type { get; init; }

    [MaxLength(10)]
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    [MaxLength(10)]
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary><c>authorization_code</c>, <c>refresh_token</c>, <c>client_credentials</c>.</summary>
    [Required, MinLength(1), MaxLength(3)]
    public required IReadOnlyList<string> Grants { get; init; }

    [MaxLength(40)]
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary><c>RS256</c>, which every client library knows, or <c>ES256</c>.</summary>
    public string IdTokenAlg { get; init; } = "RS256";

    public OAuthConsent Consent { get; init; }

    internal OAuthClientSettings ToSettings() => new()
    {
        Name = Name,
        Type = Type,
        RedirectUris = RedirectUris,
        PostLogoutRedirectUris = PostLogoutRedirectUris,
        Grants = Grants,
        Scopes = Scopes,
        IdTokenAlg = IdTokenAlg,
        Consent = Consent,
    };
}

/// <summary>What is absent stays.</summary>
public sealed record ChangeClientRequest
{
    [StringLength(80, MinimumLength = 1)]
    public string? Name { get; init; }

    [MaxLength(10)]
    public IReadOnlyList<string>? RedirectUris { get; init; }

    [MaxLength(10)]
    public IReadOnlyList<string>? PostLogoutRedirectUris { get; init; }

    [MinLength(1), MaxLength(3)]
    public IReadOnlyList<string>? Grants { get; init; }

    [MaxLength(40)]
    public IReadOnlyList<string>? Scopes { get; init; }

    public string? IdTokenAlg { get; init; }

    public OAuthConsent? Consent { get; init; }

    public bool? Enabled { get; init; }

    internal OAuthClientSettings Over(OAuthClientView client) => new()
    {
        Name = Name ?? client.Name,
        Type = client.Type,
        RedirectUris = RedirectUris ?? client.RedirectUris,
        PostLogoutRedirectUris = PostLogoutRedirectUris ?? client.PostLogoutRedirectUris,
        Grants = Grants ?? client.Grants,
        Scopes = Scopes ?? client.Scopes,
        IdTokenAlg = IdTokenAlg ?? client.IdTokenAlg,
        Consent = Consent ?? client.Consent,
        Enabled = Enabled ?? client.Enabled,
    };
}

/// <param name="Client">The client.</param>
/// <param name="Secret">Shown only now; absent for public clients.</param>
public sealed record ClientAnswer(OAuthClientView Client, string? Secret);
