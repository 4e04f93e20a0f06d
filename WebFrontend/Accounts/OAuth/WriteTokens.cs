using System.Buffers.Text;
using System.Security.Cryptography;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Makes each token in our own form.</summary>
internal sealed class WriteTokens(IGrainFactory grains, OAuthTokens tokens) : IOpenIddictServerHandler<GenerateTokenContext>
{
    private const int CodeBytes = 32;

    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        var grant = context.Transaction.FindGrant();
        context.Token = context.TokenType switch
        {
            TokenTypeIdentifiers.Private.AuthorizationCode => await CodeAsync(context),
            TokenTypeIdentifiers.AccessToken when grant is null => await tokens.AccessAsync(context.ClientId!, context.Principal.GetScopes()),
            TokenTypeIdentifiers.AccessToken => await tokens.AccessAsync(grant),
            TokenTypeIdentifiers.RefreshToken => grant?.RefreshToken,
            TokenTypeIdentifiers.IdentityToken => await tokens.IdAsync(grant!, context.Principal.GetClaim(Claims.AccessTokenHash)),
            _ => throw new InvalidOperationException($"No tokens of type {context.TokenType} are given out here."),
        };
    }

    private async Task<string> CodeAsync(GenerateTokenContext context)
    {
        var request = context.Request!;
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));
        await grains.GetGrain<IOAuthCodeGrain>(OAuthKeys.Code(code)).Put(new OAuthCode(
            context.Principal.FindAuthorization()!.Value, request.ClientId!, request.RedirectUri!, request.CodeChallenge!, request.Nonce));
        return code;
    }
}
