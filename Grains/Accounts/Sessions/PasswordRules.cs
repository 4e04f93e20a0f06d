using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class PasswordRules
{
    /// <summary>The new password, and the end of every session but the one that asked.</summary>
    public static Result<AccountState> ChangingPassword(
        this AccountState state, Guid keep, int expectedVersion, string hash, CallOrigin origin, DateTimeOffset now) =>
        state.Password.Version != expectedVersion
            ? AccountErrors.PasswordChanged
            : (state with { Password = new PasswordRecord { Hash = hash, Version = expectedVersion + 1, SetAt = now }, ResetRequired = false })
                .VoidingLinks()
                .Ending(s => s.Id != keep, now)
                .Noting(AuditKinds.PasswordChanged, state.Id, origin, now, keep);

    /// <summary>The same password under newer parameters; nothing where it changed meanwhile.</summary>
    public static AccountState Rehashing(this AccountState state, int expectedVersion, string hash) =>
        state.Password.Version == expectedVersion
            ? state with { Password = state.Password with { Hash = hash, Version = expectedVersion + 1 } }
            : state;
}
