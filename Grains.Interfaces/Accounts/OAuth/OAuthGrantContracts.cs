namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>What a user allowed a client, and how the user had signed in.</summary>
[GenerateSerializer, Immutable, Alias("accounts.oauth-allowance")]
public sealed record OAuthAllowance(
    [property: Id(0)] UserId User, [property: Id(1)] string ClientId, [property: Id(2)] IReadOnlyList<string> Scopes,
    [property: Id(3)] DateTimeOffset AuthenticatedAt, [property: Id(4)] IReadOnlyList<string> Methods, [property: Id(5)] CallOrigin Origin);

/// <summary>A code that was given out, to be redeemed within a minute.</summary>
[GenerateSerializer, Immutable, Alias("accounts.oauth-code")]
public sealed record OAuthCode(
    [property: Id(0)] Guid Authorization, [property: Id(1)] string ClientId, [property: Id(2)] string RedirectUri, [property: Id(3)] string Challenge,
    [property: Id(4)] string? Nonce);

/// <summary>What a client shows to redeem a code.</summary>
[GenerateSerializer, Immutable, Alias("accounts.oauth-redemption")]
public sealed record OAuthRedemption(
    [property: Id(0)] string ClientId, [property: Id(1)] string? RedirectUri, [property: Id(2)] string? Verifier);

/// <summary>An account as far as a client's token tells of it, at the time it is issued.</summary>
[GenerateSerializer, Immutable, Alias("accounts.standing")]
public sealed record AccountStanding([property: Id(0)] AccountView Account, [property: Id(1)] int Generation);

/// <summary>All that a client's tokens are made of.</summary>
[GenerateSerializer, Immutable, Alias("accounts.oauth-grant")]
public sealed record OAuthGrant
{
    /// <summary>Also the <c>sid</c> of its tokens.</summary>
    [Id(0)]
    public required Guid Authorization { get; init; }

    [Id(1)]
    public required OAuthClientView Client { get; init; }

    [Id(2)]
    public required IReadOnlyList<string> Scopes { get; init; }

    [Id(3)]
    public required DateTimeOffset AuthenticatedAt { get; init; }

    [Id(4)]
    public required IReadOnlyList<string> Methods { get; init; }

    [Id(5)]
    public required AccountStanding Standing { get; init; }

    /// <summary>Null where the client was not allowed offline access.</summary>
    [Id(6)]
    public string? RefreshToken { get; init; }

    [Id(7)]
    public string? Nonce { get; init; }
}

/// <summary>An application that a user allowed, as the user sees it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.oauth-authorization")]
public sealed record OAuthAuthorizationView(
    [property: Id(0)] Guid Id, [property: Id(1)] string ClientId, [property: Id(2)] string Name, [property: Id(3)] IReadOnlyList<string> Scopes,
    [property: Id(4)] DateTimeOffset CreatedAt, [property: Id(5)] DateTimeOffset LastUsedAt, [property: Id(6)] UserId User);
