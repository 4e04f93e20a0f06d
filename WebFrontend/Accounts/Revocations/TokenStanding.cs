using System.Globalization;
using System.Security.Claims;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>A token that was cut or has ended since carries no connection any further.</summary>
internal sealed class TokenStanding(RevocationSet revocations, TimeProvider time) : IStandingCheck
{
    public bool IsStillGood(ClaimsPrincipal caller)
    {
        if (CurrentUser.From(caller) is not { } user)
        {
            return true;
        }

        var cut = ((user.SessionId ?? caller.FindFirstValue(TokenClaims.Authorization)) is { } session && revocations.IsSessionCut(session))
            || (caller.FindFirstValue(TokenClaims.Key) is { } key && revocations.IsKeyCut(user.Id, key))
            || (Number(caller, TokenClaims.Generation) is { } generation && revocations.IsOutdated(user.Id, (int)generation));
        return !cut && revocations.IsFresh && !(Number(caller, TokenClaims.Expires) is { } end && DateTimeOffset.FromUnixTimeSeconds(end) <= time.GetUtcNow());
    }

    private static long? Number(ClaimsPrincipal caller, string claim) =>
        long.TryParse(caller.FindFirstValue(claim), CultureInfo.InvariantCulture, out var number) ? number : null;
}
