using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A token whose signature and claims were found good once; whether it is cut is asked at each use.</summary>
internal sealed record ReadToken(ClaimsPrincipal Principal, UserId User, string SessionId, int Generation, DateTimeOffset ExpiresAt)
{
    /// <summary>Null for a session's own token.</summary>
    public string? ClientId { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public string Subject { get; init; } = "";

    public string Id { get; init; } = "";

    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>A client that acts for itself: there is no user and no session.</summary>
    public bool IsClientOnly => ClientId is not null && Subject == ClientId;
}

/// <summary>Checks access tokens in this process, without a grain call. Good ones, which live for minutes, are remembered as they are until they expire.</summary>
internal sealed class AccessTokenReader(TokenKeys keys, IOptions<FrontendOptions> frontend, TimeProvider time)
{
    private const int MaxLength = 8_192;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly RecentCache<string, ReadToken> known = new();
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };
    private volatile Checkers? checkers;

    /// <summary>Null where it is not a token of ours, or not any more.</summary>
    public async ValueTask<ReadToken?> ReadAsync(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        if (known.Find(text) is { } read)
        {
            return IsAlive(read.ExpiresAt) ? read : null;
        }

        var token = await CheckAsync(text);
        if (token is not null)
        {
            known.Put(text, token);
        }

        return token;
    }

    /// <summary>What was read before; null where it was not, or has ended since.</summary>
    public ReadToken? Find(string text) => known.Find(text) is { } read && IsAlive(read.ExpiresAt) ? read : null;

    private async Task<ReadToken?> CheckAsync(string text)
    {
        if (FindKey(text) is not { } kid)
        {
            return null;
        }

        var set = await keys.GetAsync(kid);
        if (checkers?.Keys != set)
        {
            checkers = new Checkers(set, new WorkerPool<TokenValidationParameters>(() => Parameters(set)));
        }

        var result = await checkers.Pool.UseAsync(parameters => handler.ValidateTokenAsync(text, parameters));
        return result.IsValid ? Show((JsonWebToken)result.SecurityToken, result.ClaimsIdentity) : null;
    }

    private string? FindKey(string text)
    {
        try
        {
            return handler.CanReadToken(text) && handler.ReadJsonWebToken(text).Kid is { Length: > 0 } kid ? kid : null;
        }
        catch (ArgumentException)
        {
            return null; // The library says in no other way that a text of three parts is no token.
        }
    }

    private static ReadToken? Show(JsonWebToken token, ClaimsIdentity identity)
    {
        var client = token.TryGetPayloadValue<string>(TokenClaims.ClientId, out var clientId) ? clientId : null;
        var isUsers = UserId.TryParse(token.Subject, null, out var user)
            & token.TryGetPayloadValue<string>(TokenClaims.Session, out var session)
            & token.TryGetPayloadValue<int>(TokenClaims.Generation, out var generation);
        return isUsers || client == token.Subject
            ? new ReadToken(new ClaimsPrincipal(identity), user, session ?? "", generation, new DateTimeOffset(token.ValidTo, TimeSpan.Zero))
            {
                ClientId = client,
                Scopes = client is not null && token.TryGetPayloadValue<string>(TokenClaims.Scope, out var scopes)
                    ? scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    : [],
                Subject = token.Subject,
                Id = token.Id,
                IssuedAt = new DateTimeOffset(token.IssuedAt, TimeSpan.Zero),
            }
            : null;
    }

    private TokenValidationParameters Parameters(KeySet set) => new()
    {
        ValidTypes = [AccessTokens.Type],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidIssuer = AccessTokens.IssuerOf(frontend.Value),
        ValidAudience = AccessTokens.IssuerOf(frontend.Value),
        IssuerSigningKeys = set.MakeVerifiers(),
        TryAllIssuerSigningKeys = false,
        AuthenticationType = BearerHandler.Name,
        NameClaimType = TokenClaims.Name,
        RoleClaimType = TokenClaims.Roles,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTimeOffset end) => end + Skew > time.GetUtcNow();

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && end + Skew > now && ((JsonWebToken)token).IssuedAt <= now + Skew;
    }

    private sealed record Checkers(KeySet Keys, WorkerPool<TokenValidationParameters> Pool);
}
