using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>What came of a user's consent to one client (<c>oauthauthorization:&lt;id&gt;</c>): its refresh token, and the end of all its tokens.</summary>
[GrainInterfaceType("oauthauthorization"), Alias("accounts.i-oauth-authorization")]
public interface IOAuthAuthorizationGrain : IGrainWithStringKey
{
    [Alias("Allow")]
    Task Allow(OAuthAllowance allowance);

    /// <summary>
    /// The first tokens, once. Refuses <c>invalid-grant</c> where it has ended or gave them out already, or the client or the account may not have any.
    /// </summary>
    [Alias("Issue")]
    Task<Result<OAuthGrant>> Issue();

    /// <summary>
    /// Turns a refresh token. The immediate predecessor gets the same successor again for 30 seconds; anything older ends the authorization.
    /// Refuses <c>invalid-grant</c>, <c>invalid-scope</c> where <paramref name="scopes"/> go beyond what was allowed, which turns nothing.
    /// </summary>
    [Alias("Refresh")]
    Task<Result<OAuthGrant>> Refresh(string clientId, byte[] secret, IReadOnlyList<string> scopes, CallOrigin origin);

    /// <summary>Ends it at the wish of its user. Refuses <c>authorization-not-found</c>, also where it is another's.</summary>
    [Alias("Revoke")]
    Task<Result<Done>> Revoke(UserId user, CallOrigin origin);

    /// <summary>Ends it at the wish of its client; done also where it has ended, or is another client's and stays.</summary>
    [Alias("End")]
    Task End(string clientId);

    /// <summary>Ends it because a code that led to it came twice.</summary>
    [Alias("CodeReused")]
    Task CodeReused();

    /// <summary>The state of a token at introspection: what it is good for now, or null.</summary>
    [Alias("Live"), ReadOnly]
    Task<OAuthAuthorizationView?> Live();

    /// <summary>The same for a refresh token: null also where it is not the newest one.</summary>
    [Alias("LiveWith"), ReadOnly]
    Task<OAuthAuthorizationView?> LiveWith(byte[] secret);
}
