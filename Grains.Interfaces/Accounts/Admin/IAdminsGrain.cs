namespace OrleansBackends.Grains.Interfaces.Accounts;

/// <summary>Who the admins are (<c>admins:main</c>). Whatever would make or end an admin goes through here, so the last one cannot go.</summary>
[GrainInterfaceType("admins"), Alias("accounts.i-admins")]
public interface IAdminsGrain : IGrainWithStringKey
{
    public const string Main = "admins:main";

    /// <summary>Makes the one-time token of the first admin; answers it to the call that made it and null to every other.</summary>
    [Alias("EnsureSetup")]
    Task<string?> EnsureSetup();

    /// <summary>Makes the first admin. Refuses <c>setup-token-invalid</c>, <c>already-set-up</c>, <c>username-taken</c>.</summary>
    [Alias("Setup")]
    Task<Result<UserId>> Setup(string token, NewAccount account);

    /// <summary>
    /// Sets a user's roles. Refuses <c>user-not-found</c>, <c>stale</c>, <c>last-admin</c>, and <c>self-lockout</c> to admins who would take their own role.
    /// </summary>
    [Alias("SetRoles")]
    Task<Result<AdminUserView>> SetRoles(UserId user, IReadOnlyList<string> roles, int? version, ActedBy by);

    /// <summary>Refuses <c>user-not-found</c>, <c>last-admin</c>, <c>self-lockout</c>.</summary>
    [Alias("Disable")]
    Task<Result<AdminUserView>> Disable(UserId user, string? reason, ActedBy by);

    /// <summary>Refuses <c>user-not-found</c>.</summary>
    [Alias("Enable")]
    Task<Result<AdminUserView>> Enable(UserId user, ActedBy by);

    /// <summary>What a user asks for himself. Refuses <c>user-not-found</c>, <c>last-admin</c>.</summary>
    [Alias("RequestDeletion")]
    Task<Result<AdminUserView>> RequestDeletion(UserId user, string? reason, CallOrigin origin);

    /// <summary>What a user takes back. Refuses <c>user-not-found</c>.</summary>
    [Alias("CancelDeletion")]
    Task<Result<AdminUserView>> CancelDeletion(UserId user, CallOrigin origin);
}
