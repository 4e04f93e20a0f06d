using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The discovery document as far as the library does not know it: our keys are no concern of its.</summary>
internal sealed class DescribeProvider(OAuthTokens tokens)
    : IOpenIddictServerHandler<HandleConfigurationRequestContext>, IOpenIddictServerHandler<ApplyConfigurationResponseContext>,
        IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    private static readonly string[] Claims =
        ["sub", "name", "preferred_username", "picture", "locale", "zoneinfo", "email", "email_verified", "auth_time", "amr", "sid"];

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        // The library would name them by the host of the request, which need not be the one by which others know us.
        context.JsonWebKeySetEndpoint = Ours("/.well-known/jwks.json");
        context.AuthorizationEndpoint = Ours(OAuthPaths.Authorize);
        context.TokenEndpoint = Ours(OAuthPaths.Token);
        context.UserInfoEndpoint = Ours(OAuthPaths.UserInfo);
        context.IntrospectionEndpoint = Ours(OAuthPaths.Introspect);
        context.RevocationEndpoint = Ours(OAuthPaths.Revoke);
        context.EndSessionEndpoint = Ours(OAuthPaths.Logout);
        context.IdTokenSigningAlgorithms.Clear();
        context.IdTokenSigningAlgorithms.UnionWith(["RS256", "ES256"]);
        context.Claims.UnionWith(Claims);
        return default;
    }

    /// <summary>The library's issuer is an address, which has a slash at its end; ours has none, as in the tokens.</summary>
    public ValueTask HandleAsync(ApplyConfigurationResponseContext context)
    {
        context.Response["issuer"] = tokens.Issuer;
        return default;
    }

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context.Response.Iss is not null)
        {
            context.Response.Iss = tokens.Issuer;
        }

        return default;
    }

    private Uri Ours(string path) => new(tokens.Issuer + path);
}

/// <summary>
/// A request that is refused goes back to its client where client and address are beyond doubt; the library would show every refusal to the user.
/// </summary>
internal sealed class RefuseAtClient(IOpenIddictApplicationManager clients) : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public async ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context is { RedirectUri: null, Response.Error: not null, Request: { ClientId: { } id, RedirectUri: { } uri } }
            && await clients.FindByClientIdAsync(id) is { } client && await clients.ValidateRedirectUriAsync(client, uri))
        {
            context.RedirectUri = uri;
        }
    }
}

/// <summary>Addresses lie in logs and histories: a token in one is refused, however good.</summary>
internal sealed class RefuseTokenInAddress : IOpenIddictServerHandler<ExtractUserInfoRequestContext>
{
    public ValueTask HandleAsync(ExtractUserInfoRequestContext context)
    {
        if (context.Transaction.GetHttpRequest()!.Query.ContainsKey(OpenIddictConstants.Parameters.AccessToken))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "Send the token in the header.");
        }

        return default;
    }
}

/// <summary>What a user's client learns of the user.</summary>
internal sealed class TellUser(IGrainFactory grains) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var principal = context.AccessTokenPrincipal;
        if (!principal.HasScope(OAuthScopes.OpenId) || !UserId.TryParse(principal.GetClaim(TokenClaims.Subject), null, out var user))
        {
            context.Reject(OpenIddictConstants.Errors.InsufficientScope, "The token was not given for this.");
            return;
        }

        var standing = await grains.GetGrain<IAccountAppsGrain>(AccountKey.Of(user)).Standing();
        if (!standing.IsOk)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, standing.Error.Message);
            return;
        }

        context.Subject = user.ToString();
        context.Audiences.Clear();
        foreach (var (name, value) in UserClaims.Of(standing.Value.Account, principal.GetScopes()).Where(claim => claim.Key != TokenClaims.Subject))
        {
            context.Claims[name] = value is bool flag ? flag : (string)value;
        }
    }
}

/// <summary>A token that is good also says for which scopes; who may ask was decided before.</summary>
internal sealed class TellStanding(OAuthTokens tokens) : IOpenIddictServerHandler<HandleIntrospectionRequestContext>, IOpenIddictServerHandler<ApplyIntrospectionResponseContext>
{
    public ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        context.Scopes.UnionWith(context.GenericTokenPrincipal.GetScopes());
        return default;
    }

    public ValueTask HandleAsync(ApplyIntrospectionResponseContext context)
    {
        if (context.Response["iss"] is not null)
        {
            context.Response["iss"] = tokens.Issuer;
        }

        return default;
    }
}

/// <summary>A token that is taken back ends what it came from, with all other tokens of it.</summary>
internal sealed class EndAuthorization(IGrainFactory grains) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public async ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        if (context.GenericTokenPrincipal.FindAuthorization() is { } id)
        {
            await grains.GetGrain<IOAuthAuthorizationGrain>(OAuthKeys.Authorization(id)).End(context.Request.ClientId!);
        }
        else
        {
            context.Reject(OpenIddictConstants.Errors.UnsupportedTokenType, "A client's own token ends by itself within ten minutes.");
        }
    }
}

/// <summary>Whoever shows an id token at sign-out has named the client with it.</summary>
internal sealed class NameClientByHint(OAuthTokens tokens) : IOpenIddictServerHandler<ExtractEndSessionRequestContext>
{
    public async ValueTask HandleAsync(ExtractEndSessionRequestContext context)
    {
        if (context.Request is { ClientId: null, IdTokenHint: { } hint } && await tokens.ReadIdAsync(hint) is { } token)
        {
            context.Request.ClientId = token.Audiences.First();
        }
    }
}
