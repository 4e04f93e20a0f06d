using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal static class ControlRules
{
    public const int MaxRoles = 40;

    /// <summary>Other roles, and the end of every token that carries the ones before; sessions go on and refresh.</summary>
    public static Result<AccountState> SettingRoles(this AccountState state, IEnumerable<string> roles, int? version, ActedBy by, DateTimeOffset now)
    {
        var next = roles.Distinct().Order(StringComparer.Ordinal).ToImmutableList();
        if (version is not null && version != state.Revision)
        {
            return Errors.Stale;
        }

        if (next.Count > MaxRoles)
        {
            return Errors.Invalid($"A user has at most {MaxRoles} roles.", "roles");
        }

        return next.SequenceEqual(state.Roles)
            ? state
            : (state with { Roles = next, Revision = state.Revision + 1 })
                .CuttingAll(now)
                .Noting(AuditKinds.RolesChanged, by.Actor, by.Origin, now, detail: string.Join(' ', next));
    }

    public static AccountState Disabling(this AccountState state, string? reason, ActedBy by, DateTimeOffset now) =>
        state.Status == AccountStatus.Disabled
            ? state
            : (state with
            {
                Status = AccountStatus.Disabled,
                NextStatus = state.Status,
                Sessions = [],
                Revision = state.Revision + 1,
            }).CuttingAll(now).Noting(AuditKinds.Disabled, by.Actor, by.Origin, now, detail: reason);

    public static AccountState Enabling(this AccountState state, ActedBy by, DateTimeOffset now) =>
        state.Status != AccountStatus.Disabled
            ? state
            : (state with { Status = state.NextStatus, Revision = state.Revision + 1 })
                .Noting(AuditKinds.Enabled, by.Actor, by.Origin, now);

    /// <summary>Whoever knows the password is out until another one is set.</summary>
    public static AccountState RequiringReset(this AccountState state, ActedBy by, DateTimeOffset now) =>
        state.ResetRequired
            ? state
            : (state with { ResetRequired = true, Sessions = [], Revision = state.Revision + 1 })
                .VoidingLinks()
                .CuttingAll(now)
                .Noting(AuditKinds.PasswordResetAsked, by.Actor, by.Origin, now);

    public static AccountState Unlocking(this AccountState state, ActedBy by, DateTimeOffset now) =>
        (state with { ResetRequired = false, Revision = state.ResetRequired ? state.Revision + 1 : state.Revision })
        .Noting(AuditKinds.Unlocked, by.Actor, by.Origin, now);

    public static Result<AccountState> SettingUp(this AccountState state, ActedBy by, DateTimeOffset now) =>
        state.Roles.Contains(AdminStep.Role)
            ? state
            : state.SettingRoles([AdminStep.Role], null, by, now).Map(admin => admin.Noting(AuditKinds.SetupDone, by.Actor, by.Origin, now));

    public static AccountState RevokingSessions(this AccountState state, ActedBy by, DateTimeOffset now) =>
        state.Ending(_ => true, now).Noting(AuditKinds.TokensCut, by.Actor, by.Origin, now);
}
