using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class PasswordRules
{
    public static KeptPassword Show(this PasswordRecord kept, string addressKey) => new(kept.Hash, kept.Version, addressKey) { PepperId = kept.PepperId };

    public static PasswordRecord Replaced(this PasswordRecord kept, HashedPassword password, DateTimeOffset now) =>
        new() { Hash = password.Hash, PepperId = password.PepperId, Version = kept.Version + 1, SetAt = now };

    /// <summary>The new password, and the end of every session but the one that asked.</summary>
    public static Result<AccountState> ChangingPassword(
        this AccountState state, Guid keep, int expectedVersion, HashedPassword password, CallOrigin origin, DateTimeOffset now) =>
        state.Password.Version != expectedVersion
            ? AccountErrors.PasswordChanged
            : (state with { Password = state.Password.Replaced(password, now), ResetRequired = false })
                .VoidingLinks()
                .Ending(s => s.Id != keep, now)
                .Noting(AuditKinds.PasswordChanged, state.Id, origin, now, keep);

    /// <summary>The same password under other parameters or another pepper; nothing where it changed meanwhile.</summary>
    public static AccountState Rehashing(this AccountState state, int expectedVersion, HashedPassword password) =>
        state.Password.Version == expectedVersion
            ? state with { Password = state.Password.Replaced(password, state.Password.SetAt) }
            : state;
}
