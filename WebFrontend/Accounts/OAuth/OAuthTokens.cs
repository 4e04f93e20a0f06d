using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Tokens for clients. Access tokens are ours, ES256 and <c>at+jwt</c>, without roles; id tokens are signed as the client was registered.</summary>
internal sealed class OAuthTokens(TokenKeys keys, IOptions<FrontendOptions> frontend, TimeProvider time)
{
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    public string Issuer => AccessTokens.IssuerOf(frontend.Value);

    /// <summary>For a user's client.</summary>
    public Task<string> AccessAsync(OAuthGrant grant) => AccessAsync(new Dictionary<string, object>
    {
        [TokenClaims.Subject] = grant.Standing.Account.Id.ToString(),
        [TokenClaims.Session] = grant.Authorization.ToString("D"),
        [TokenClaims.AuthenticatedAt] = grant.AuthenticatedAt.ToUnixTimeSeconds(),
        [TokenClaims.Generation] = grant.Standing.Generation,
        [TokenClaims.Methods] = grant.Methods.ToArray(),
        [TokenClaims.ClientId] = grant.Client.ClientId,
        [TokenClaims.Scope] = string.Join(' ', grant.Scopes),
    });

    /// <summary>For a client that acts for itself: no session, no generation, no user.</summary>
    public Task<string> AccessAsync(string clientId, IEnumerable<string> scopes) => AccessAsync(new Dictionary<string, object>
    {
        [TokenClaims.Subject] = clientId,
        [TokenClaims.ClientId] = clientId,
        [TokenClaims.Scope] = string.Join(' ', scopes),
    });

    public async Task<string> IdAsync(OAuthGrant grant, string? accessTokenHash)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>(UserClaims.Of(grant.Standing.Account, grant.Scopes))
        {
            [TokenClaims.Session] = grant.Authorization.ToString("D"),
            [TokenClaims.AuthenticatedAt] = grant.AuthenticatedAt.ToUnixTimeSeconds(),
            [TokenClaims.Methods] = grant.Methods.ToArray(),
        };
        Add("nonce", grant.Nonce);
        Add("at_hash", accessTokenHash);
        var set = await keys.GetAsync();
        var signers = grant.Client.IdTokenAlg == SecurityAlgorithms.RsaSha256 ? set.RsaSigners(now) : set.Signers(now);
        return signers.Use(signer => signer.Sign(new SecurityTokenDescriptor
        {
            TokenType = "JWT",
            Issuer = Issuer,
            Audience = grant.Client.ClientId,
            IssuedAt = now.UtcDateTime,
            Expires = (now + AccessTokens.Life).UtcDateTime,
            Claims = claims,
        }));

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                claims[name] = value;
            }
        }
    }

    /// <summary>An id token of ours, however old; null where it is none.</summary>
    public async Task<JsonWebToken?> ReadIdAsync(string text)
    {
        var verifiers = (await keys.GetAsync()).MakeIdVerifiers();
        var result = await handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidTypes = ["JWT"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256],
            ValidIssuer = Issuer,
            ValidateAudience = false,
            ValidateLifetime = false,
            IssuerSigningKeys = verifiers,
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private async Task<string> AccessAsync(Dictionary<string, object> claims)
    {
        var now = time.GetUtcNow();
        claims["jti"] = Ids.New(time).ToString("D");
        return (await keys.GetAsync()).Signers(now).Use(signer => signer.Sign(new SecurityTokenDescriptor
        {
            TokenType = AccessTokens.Type,
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now.UtcDateTime,
            Expires = (now + AccessTokens.Life).UtcDateTime,
            Claims = claims,
        }));
    }
}

/// <summary>What a client learns of a user, by scope.</summary>
internal static class UserClaims
{
    public static Dictionary<string, object> Of(AccountView account, IReadOnlyCollection<string> scopes)
    {
        var claims = new Dictionary<string, object> { [TokenClaims.Subject] = account.Id.ToString() };
        if (scopes.Contains(OAuthScopes.Profile))
        {
            claims[TokenClaims.Name] = account.DisplayName ?? account.Username;
            claims["preferred_username"] = account.Username;
            foreach (var (name, value) in new[] { ("picture", account.ImageUrl), ("locale", account.Locale), ("zoneinfo", account.TimeZone) })
            {
                if (value is not null)
                {
                    claims[name] = value;
                }
            }
        }

        if (scopes.Contains(OAuthScopes.Email))
        {
            claims["email"] = account.Email;
            claims["email_verified"] = account.EmailVerified;
        }

        return claims;
    }
}
