using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Names of claims in an access token and in the caller's identity.</summary>
internal static class TokenClaims
{
    public const string Subject = "sub";
    public const string Session = "sid";
    public const string Roles = "roles";
    public const string Scope = "scope";
    public const string Generation = "gen";
    public const string Expires = "exp";
    public const string Key = "key";
    public const string ClientId = "client_id";

    /// <summary>What a client's token came from; in the caller's identity only, where <c>sid</c> would mean a session.</summary>
    public const string Authorization = "authorization";

    public const string AuthenticatedAt = "auth_time";
    public const string Methods = "amr";
    public const string Name = "name";
}

/// <summary>Makes access tokens: ES256, <c>at+jwt</c> (RFC 9068), ten minutes.</summary>
internal sealed class AccessTokens(TokenKeys keys, HeldBackRoles heldBack, IOptions<FrontendOptions> frontend, TimeProvider time)
{
    public const string Type = "at+jwt";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Issuer and audience.</summary>
    public static string IssuerOf(FrontendOptions frontend) => frontend.PublicUrl.AbsoluteUri.TrimEnd('/');

    public async Task<string> IssueAsync(SessionGrant grant)
    {
        var now = time.GetUtcNow();
        var signers = (await keys.GetAsync()).Signers(now);
        return signers.Use(signer => signer.Sign(Describe(grant, now)));
    }

    private SecurityTokenDescriptor Describe(SessionGrant grant, DateTimeOffset now) => new()
    {
        TokenType = Type,
        Issuer = IssuerOf(frontend.Value),
        Audience = IssuerOf(frontend.Value),
        IssuedAt = now.UtcDateTime,
        Expires = (now + Life).UtcDateTime,
        Claims = new Dictionary<string, object>
        {
            [TokenClaims.Subject] = grant.Account.Id.ToString(),
            [TokenClaims.Session] = grant.SessionId.ToString("D"),
            ["jti"] = Ids.New(time).ToString("D"),
            [TokenClaims.AuthenticatedAt] = grant.AuthenticatedAt.ToUnixTimeSeconds(),
            [TokenClaims.Generation] = grant.Generation,
            [TokenClaims.Methods] = grant.Methods.ToArray(),
            [TokenClaims.Roles] = heldBack.Apply(grant.Account, grant.Methods).Roles.ToArray(),
            [TokenClaims.Name] = grant.Account.DisplayName ?? grant.Account.Username,
            ["email_verified"] = grant.Account.EmailVerified,
        },
    };
}
