using System.Globalization;
using System.Security.Claims;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>What a client's token reaches of our own API: its scopes as far as its user still may, and no session. Roles are at most five seconds old.</summary>
internal sealed class OAuthReach(IGrainFactory grains, AccessCatalogue catalogue, RevocationSet revocations, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly RecentCache<UserId, Known> known = new();

    public async ValueTask<ClaimsPrincipal> ShowAsync(ReadToken token)
    {
        var owned = catalogue.NeedRoles(token.Scopes) ? await RolesAsync(token.User) : [];
        var (scopes, roles) = catalogue.Reach(token.Scopes, owned);
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(TokenClaims.Subject, token.User.ToString()),
                new Claim(TokenClaims.ClientId, token.ClientId!),
                new Claim(TokenClaims.Authorization, token.SessionId),
                new Claim(TokenClaims.Generation, token.Generation.ToString(CultureInfo.InvariantCulture)),
                new Claim(TokenClaims.Expires, token.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                new Claim(TokenClaims.Scope, string.Join(' ', scopes)),
                .. roles.Select(role => new Claim(TokenClaims.Roles, role)),
            ],
            BearerHandler.Name, TokenClaims.Name, TokenClaims.Roles));
    }

    private async Task<IReadOnlyList<string>> RolesAsync(UserId user)
    {
        var now = time.GetUtcNow();
        if (known.Find(user) is { } read && now - read.At < Remembered && !revocations.WasCutSince(user, read.At))
        {
            return read.Roles;
        }

        var standing = await grains.GetGrain<IAccountAppsGrain>(AccountKey.Of(user)).Standing();
        var roles = standing.IsOk ? standing.Value.Account.Roles : [];
        known.Put(user, new Known(roles, now));
        return roles;
    }

    private sealed record Known(IReadOnlyList<string> Roles, DateTimeOffset At);
}
