namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>One person's account (<c>account:&lt;userId&gt;</c>): how it comes to be and what it shows.</summary>
[GrainInterfaceType("account"), Alias("accounts.i-account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>
    /// Claims user name and address, then makes the account; resumed by a reminder when it is interrupted. On an account that is not verified yet
    /// it replaces name and password; on any other it changes nothing and answers as if the address were free.
    /// Refuses <c>username-taken</c>, and <c>address-taken</c> where somebody else claimed the address at the same time.
    /// </summary>
    [Alias("Register")]
    Task<Result<Done>> Register(NewAccount account);

    /// <summary>Refuses <c>user-not-found</c>.</summary>
    [Alias("Me")]
    Task<Result<AccountView>> Me();

    /// <summary>
    /// Refuses <c>stale</c>, <c>username-taken</c>, <c>invalid-username</c>, <c>username-changed-recently</c>, <c>user-not-found</c>.
    /// </summary>
    [Alias("Edit")]
    Task<Result<AccountView>> Edit(ProfileChange change, int? version, CallOrigin origin);
}
