using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Microsoft.AspNetCore;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// What a presented code or token is good for. Codes are burnt and refresh tokens turned here, in one grain turn each, after the library has made sure
/// of the client.
/// </summary>
internal sealed class ReadTokens(IGrainFactory grains, AccessTokenReader reader, RevocationSet revocations, OAuthTokens tokens)
    : IOpenIddictServerHandler<ValidateTokenContext>
{
    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        var principal = context.EndpointType switch
        {
            OpenIddictServerEndpointType.Token when Wants(context, TokenTypeIdentifiers.Private.AuthorizationCode) => await RedeemAsync(context),
            OpenIddictServerEndpointType.Token when Wants(context, TokenTypeIdentifiers.RefreshToken) => await RefreshAsync(context),
            OpenIddictServerEndpointType.UserInfo => await AccessAsync(context),
            OpenIddictServerEndpointType.Introspection or OpenIddictServerEndpointType.Revocation =>
                OAuthRefreshToken.TryRead(context.Token, out var refresh) ? await StandingAsync(refresh) : await AccessAsync(context),
            OpenIddictServerEndpointType.EndSession or OpenIddictServerEndpointType.Authorization => await HintAsync(context),
            _ => null,
        };
        if (principal is not null)
        {
            context.Principal = principal;
        }
        else if (!context.IsRejected)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "The token or code is not valid: it was used, has expired, or belongs to another client.");
        }
    }

    private static bool Wants(ValidateTokenContext context, string type) => context.ValidTokenTypes.Contains(type);

    private async Task<ClaimsPrincipal?> RedeemAsync(ValidateTokenContext context)
    {
        var request = context.Request!;
        var redemption = new OAuthRedemption(request.ClientId!, request.RedirectUri, request.CodeVerifier);
        var grant = await grains.GetGrain<IOAuthCodeGrain>(OAuthKeys.Code(context.Token)).Redeem(redemption);
        return Keep(context, grant, TokenTypeIdentifiers.Private.AuthorizationCode);
    }

    private async Task<ClaimsPrincipal?> RefreshAsync(ValidateTokenContext context)
    {
        if (!OAuthRefreshToken.TryRead(context.Token, out var token))
        {
            return null;
        }

        var grant = await Authorization(token.Authorization)
            .Refresh(context.Request!.ClientId!, token.Secret, [.. context.Request!.GetScopes()], Caller.Of(context.Transaction.GetHttpRequest()!.HttpContext).Origin);
        return Keep(context, grant, TokenTypeIdentifiers.RefreshToken);
    }

    private static ClaimsPrincipal? Keep(ValidateTokenContext context, Result<OAuthGrant> grant, string type)
    {
        if (!grant.IsOk)
        {
            context.Reject(grant.Error == OAuthErrors.InvalidScope ? OpenIddictConstants.Errors.InvalidScope : OpenIddictConstants.Errors.InvalidGrant, grant.Error.Message);
            return null;
        }

        context.Transaction.Keep(grant.Value);
        return OAuthPrincipal.Of(grant.Value.Standing.Account.Id.ToString(), grant.Value.Scopes, grant.Value.Client.ClientId).OfType(type);
    }

    /// <summary>An access token of a client. Those of sessions are not the protocol's: they have no client.</summary>
    private async Task<ClaimsPrincipal?> AccessAsync(ValidateTokenContext context)
    {
        if (!revocations.IsFresh || await reader.ReadAsync(context.Token) is not { ClientId: { } clientId } token || IsCut(token))
        {
            return null;
        }

        var isAsked = context.EndpointType == OpenIddictServerEndpointType.Introspection;
        if (isAsked && !await IsActiveAsync(token, clientId))
        {
            return null;
        }

        var principal = OAuthPrincipal.Of(token.Subject, token.Scopes, clientId).OfType(TokenTypeIdentifiers.AccessToken)
            .SetAudiences(tokens.Issuer).SetClaim(Claims.JwtId, token.Id).SetClaim(Claims.ClientId, clientId)
            .SetCreationDate(token.IssuedAt).SetExpirationDate(token.ExpiresAt);
        return Guid.TryParseExact(token.SessionId, "D", out var authorization) ? principal.WithAuthorization(authorization) : principal;
    }

    private bool IsCut(ReadToken token) =>
        !token.IsClientOnly && (revocations.IsSessionCut(token.SessionId) || revocations.IsOutdated(token.User, token.Generation));

    private async Task<bool> IsActiveAsync(ReadToken token, string clientId)
    {
        var client = await grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(clientId)).Get();
        return client is { IsOk: true, Value.Enabled: true }
            && (token.IsClientOnly || await Authorization(Guid.ParseExact(token.SessionId, "D")).Live() is not null);
    }

    private async Task<ClaimsPrincipal?> StandingAsync(OAuthRefreshToken token)
    {
        var live = await Authorization(token.Authorization).LiveWith(token.Secret);
        return live is null || !(await grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(live.ClientId)).Get() is { IsOk: true, Value.Enabled: true })
            ? null
            : OAuthPrincipal.Of(live.User.ToString(), live.Scopes, live.ClientId).OfType(TokenTypeIdentifiers.RefreshToken)
                .SetClaim(Claims.ClientId, live.ClientId).WithAuthorization(live.Id);
    }

    private async Task<ClaimsPrincipal?> HintAsync(ValidateTokenContext context)
    {
        if (await tokens.ReadIdAsync(context.Token) is not { } hint)
        {
            return null;
        }

        var principal = OAuthPrincipal.Of(hint.Subject, [], hint.Audiences.First()).OfType(TokenTypeIdentifiers.IdentityToken).SetAudiences(hint.Audiences);
        return hint.TryGetPayloadValue<string>(TokenClaims.Session, out var sid) && Guid.TryParseExact(sid, "D", out var id) ? principal.WithAuthorization(id) : principal;
    }

    private IOAuthAuthorizationGrain Authorization(Guid id) => grains.GetGrain<IOAuthAuthorizationGrain>(OAuthKeys.Authorization(id));
}
