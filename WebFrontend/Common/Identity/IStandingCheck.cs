using System.Security.Claims;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Whether somebody who was let in still would be: asked again before anything is sent over a connection that lasts.</summary>
public interface IStandingCheck
{
    bool IsStillGood(ClaimsPrincipal caller);
}

/// <summary>All checks there are, for one caller.</summary>
public sealed class Standing(IEnumerable<IStandingCheck> checks)
{
    private readonly IStandingCheck[] checks = [.. checks];

    public bool IsGood(ClaimsPrincipal caller) => Array.TrueForAll(checks, check => check.IsStillGood(caller));
}
