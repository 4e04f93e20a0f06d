using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>A proof that was right: the account with it used up, and how it stands in <c>amr</c>.</summary>
internal sealed record ProvedFactor(AccountState Account, string Method);

internal static class SecondFactorRules
{
    public static readonly TimeSpan PendingLife = TimeSpan.FromMinutes(10);

    /// <summary>Whether methods that were used leave the second factor unasked.</summary>
    public static bool OwesSecondFactor(this AccountState state, IEnumerable<string> methods) =>
        state.SecondFactor.IsOn && !methods.Any(AuthenticationMethods.SecondFactors.Contains);

    /// <summary>Null where the code is wrong, old or used.</summary>
    public static ProvedFactor? UseTotp(this AccountState state, string code, byte[] secret, DateTimeOffset now) =>
        state.SecondFactor.Totp is { } totp && TotpCodes.StepOf(code, secret, totp.LastStep, now) is { } step
            ? new ProvedFactor(state.With(state.SecondFactor with { Totp = totp with { LastStep = step } }), AuthenticationMethods.Totp)
            : null;

    public static ProvedFactor? UseRecoveryCode(this AccountState state, string code, CallOrigin origin, DateTimeOffset now)
    {
        var hash = RecoveryCode.HashOf(code);
        return state.SecondFactor.RecoveryCodes.Contains(hash)
            ? new ProvedFactor(
                state.With(state.SecondFactor with { RecoveryCodes = state.SecondFactor.RecoveryCodes.Remove(hash) })
                    .Noting(AuditKinds.RecoveryCodeUsed, state.Id, origin, now, detail: $"{state.SecondFactor.RecoveryCodes.Count - 1} left"),
                AuthenticationMethods.RecoveryCode)
            : null;
    }

    public static ProvedFactor? UsePasskey(this AccountState state, PasskeyProof proof, DateTimeOffset now) =>
        state.UsingPasskey(proof, now) is { IsOk: true } used ? new ProvedFactor(used.Value, AuthenticationMethods.Passkey) : null;

    public static Result<AccountState> SettingUpTotp(this AccountState state, string box, DateTimeOffset now) =>
        state.SecondFactor.Totp is not null
            ? SecondFactorErrors.TotpAlreadyOn
            : state.With(state.SecondFactor with { Pending = new PendingTotp(box, now + PendingLife) });

    /// <summary>The code that confirms is used up like any other.</summary>
    public static AccountState TurningTotpOn(this AccountState state, string box, long step, IEnumerable<string> recoveryCodes, Guid session, CallOrigin origin, DateTimeOffset now) =>
        state.With(state.SecondFactor with
        {
            Totp = new TotpSecret(box, step),
            Pending = null,
            RecoveryCodes = [.. recoveryCodes.Select(RecoveryCode.HashOf)],
        }).Noting(AuditKinds.TotpOn, state.Id, origin, now, session);

    public static Result<AccountState> TurningTotpOff(
        this AccountState state, IReadOnlyList<string> guardedRoles, Guid session, CallOrigin origin, DateTimeOffset now) =>
        state.SecondFactor.Totp is null ? state
        : state.Roles.Exists(guardedRoles.Contains) ? SecondFactorErrors.SecondFactorRequiredByRole
        : (state with { SecondFactor = Off(state) }).Noting(AuditKinds.TotpOff, state.Id, origin, now, session);

    public static Result<AccountState> ReplacingRecoveryCodes(
        this AccountState state, IEnumerable<string> codes, Guid session, CallOrigin origin, DateTimeOffset now) =>
        !state.SecondFactor.IsOn
            ? SecondFactorErrors.SecondFactorOff
            : state.With(state.SecondFactor with { RecoveryCodes = [.. codes.Select(RecoveryCode.HashOf)] })
                .Noting(AuditKinds.RecoveryCodesMade, state.Id, origin, now, session);

    public static AccountState LosingSecondFactor(this AccountState state, ActedBy by, DateTimeOffset now) =>
        !state.SecondFactor.IsOn
            ? state
            : (state with { SecondFactor = Off(state), Revision = state.Revision + 1 })
                .Ending(_ => true, now)
                .Noting(AuditKinds.TotpOff, by.Actor, by.Origin, now);

    /// <summary>The session as one that used this method too, and just now.</summary>
    public static Session Confirmed(this Session session, string method, CallOrigin origin, DateTimeOffset now) => session with
    {
        Methods = session.Methods.Contains(method) ? session.Methods : session.Methods.Add(method),
        AuthenticatedAt = now,
        LastUsedAt = now,
        IpPrefix = origin.IpPrefix,
    };

    /// <summary>Failures stay: turning it off and on again must not refill the budget.</summary>
    private static SecondFactorState Off(AccountState state) => new() { Failures = state.SecondFactor.Failures };
}
