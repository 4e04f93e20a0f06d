using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>What clients of others need of an account, under the account's key; served by the same grain.</summary>
[GrainInterfaceType("account-apps"), Alias("accounts.i-apps")]
public interface IAccountAppsGrain : IGrainWithStringKey
{
    /// <summary>Refuses <c>invalid-grant</c> where the account may not act.</summary>
    [Alias("Standing"), ReadOnly]
    Task<Result<AccountStanding>> Standing();

    /// <summary>Notes that an application was allowed; once per authorization. Refuses <c>outbox-full</c>, <c>user-not-found</c>.</summary>
    [Alias("AppAllowed")]
    Task<Result<Done>> AppAllowed(Guid authorization, string detail, CallOrigin origin);

    /// <summary>
    /// Cuts the tokens of an authorization that has ended, once, and notes why: <c>app-revoked</c>, or <c>refresh-reuse</c>, of which the owner is
    /// mailed. Refuses <c>outbox-full</c>, <c>user-not-found</c>.
    /// </summary>
    [Alias("AppEnded")]
    Task<Result<Done>> AppEnded(Guid authorization, string kind, string detail, CallOrigin? origin);
}
