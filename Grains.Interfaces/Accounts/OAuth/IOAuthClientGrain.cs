using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>An application of somebody else that may ask for tokens (<c>oauthclient:&lt;clientId&gt;</c>).</summary>
[GrainInterfaceType("oauthclient"), Alias("accounts.i-oauth-client")]
public interface IOAuthClientGrain : IGrainWithStringKey
{
    /// <summary>Refuses <c>client-exists</c>, <c>invalid-client-settings</c>, <c>idempotency-key-reused</c>. A repeat answers the same secret.</summary>
    [Alias("Register")]
    Task<Result<OAuthClientMade>> Register(OAuthClientSettings settings, OperationId? operation, ActedBy by);

    /// <summary>Refuses <c>client-not-found</c>.</summary>
    [Alias("Get"), ReadOnly]
    Task<Result<OAuthClientView>> Get();

    /// <summary>Refuses <c>client-not-found</c>, <c>stale</c>, <c>invalid-client-settings</c>. The type stays as it was registered.</summary>
    [Alias("Change")]
    Task<Result<OAuthClientView>> Change(OAuthClientSettings settings, int? version, ActedBy by);

    /// <summary>A new secret; the one before stays valid for another 24 hours. Refuses <c>client-not-found</c>, <c>client-is-public</c>.</summary>
    [Alias("NewSecret")]
    Task<Result<OAuthClientMade>> NewSecret(ActedBy by);

    /// <summary>The client whose secret has this SHA-256; refuses <c>invalid-client</c>, also where it is switched off.</summary>
    [Alias("CheckSecret"), ReadOnly]
    Task<Result<OAuthClientView>> CheckSecret(byte[] hash);

    /// <summary>Refuses <c>client-not-found</c>. Its tokens are not renewed any more and inactive at introspection.</summary>
    [Alias("Remove")]
    Task<Result<Done>> Remove(ActedBy by);
}
