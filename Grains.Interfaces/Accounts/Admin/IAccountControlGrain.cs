namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>What admins do to one account, under the account's key; roles and disabling are called by the admins' grain only.</summary>
[GrainInterfaceType("account-control"), Alias("accounts.i-control")]
public interface IAccountControlGrain : IGrainWithStringKey
{
    /// <summary>Refuses <c>user-not-found</c>.</summary>
    [Alias("View")]
    Task<Result<AdminUserView>> View();

    /// <summary>Raises the generation, so tokens with other roles end. Refuses <c>user-not-found</c>, <c>stale</c>.</summary>
    [Alias("SetRoles")]
    Task<Result<AdminUserView>> SetRoles(IReadOnlyList<string> roles, int? version, ActedBy by);

    /// <summary>Ends all sessions and keys' use until it is enabled again. Refuses <c>user-not-found</c>.</summary>
    [Alias("Disable")]
    Task<Result<AdminUserView>> Disable(string? reason, ActedBy by);

    /// <summary>Refuses <c>user-not-found</c>.</summary>
    [Alias("Enable")]
    Task<Result<AdminUserView>> Enable(ActedBy by);

    /// <summary>Refuses <c>user-not-found</c>.</summary>
    [Alias("RevokeSessions")]
    Task<Result<AdminUserView>> RevokeSessions(ActedBy by);

    /// <summary>Ends all sessions, and the password's use until a new one is set. Refuses <c>user-not-found</c>.</summary>
    [Alias("RequireReset")]
    Task<Result<AdminUserView>> RequireReset(ActedBy by);

    /// <summary>Forgets failed attempts and a required reset. Refuses <c>user-not-found</c>.</summary>
    [Alias("Unlock")]
    Task<Result<AdminUserView>> Unlock(ActedBy by);

    /// <summary>Lets the account be erased after 14 days. Called by the admins' grain only. Refuses <c>user-not-found</c>.</summary>
    [Alias("RequestDeletion")]
    Task<Result<AdminUserView>> RequestDeletion(string? reason, ActedBy by);

    /// <summary>Called by the admins' grain only. Refuses <c>user-not-found</c>.</summary>
    [Alias("CancelDeletion")]
    Task<Result<AdminUserView>> CancelDeletion(ActedBy by);

    /// <summary>Makes the first admin; called by the admins' grain only. Refuses <c>user-not-found</c>.</summary>
    [Alias("SetUp")]
    Task<Result<AdminUserView>> SetUp(ActedBy by);
}
