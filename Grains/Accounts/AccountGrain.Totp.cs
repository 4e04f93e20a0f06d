using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain
{
    public async Task<Result<TotpSetup>> SetUpTotp()
    {
        var now = time.Now();
        var secret = RandomNumberGenerator.GetBytes(TotpCodes.SecretLength);
        var box = secrets.Seal(secret, this.GetPrimaryKeyString(), TotpField);
        var done = await Act(state => state.SettingUpTotp(box, now));
        return done.Map(_ => new TotpSetup(TotpCodes.ToText(secret), Current.Email));
    }

    public async Task<Result<RecoveryCodes>> ConfirmTotp(string code, Guid session, CallOrigin origin)
    {
        var now = time.Now();
        if (Current.SecondFactor.Totp is not null)
        {
            return SecondFactorErrors.TotpAlreadyOn;
        }

        if (Current.SecondFactor.Pending is not { } pending || pending.ExpiresAt <= now)
        {
            return SecondFactorErrors.TotpSetupExpired;
        }

        if (TotpCodes.StepOf(code, OpenTotp(pending.Box), lastStep: 0, now) is not { } step)
        {
            return SecondFactorErrors.CodeInvalid;
        }

        var codes = RecoveryCode.MakeAll();
        var done = await Act(state =>
        {
            var on = state.TurningTotpOn(pending.Box, step, codes, session, origin, now);
            return on.Live(session, now) is { } live ? on.Put(live.Confirmed(AuthenticationMethods.Totp, origin, now), now) : on;
        });
        return done.Map(_ => new RecoveryCodes(codes));
    }

    public Task<Result<Done>> RemoveTotp(IReadOnlyList<string> guardedRoles, Guid session, CallOrigin origin)
    {
        var now = time.Now();
        return Act(state => state.TurningTotpOff(guardedRoles, session, origin, now));
    }

    public async Task<Result<RecoveryCodes>> MakeRecoveryCodes(Guid session, CallOrigin origin)
    {
        var now = time.Now();
        var codes = RecoveryCode.MakeAll();
        var done = await Act(state => state.ReplacingRecoveryCodes(codes, session, origin, now));
        return done.Map(_ => new RecoveryCodes(codes));
    }

    public Task<Result<AdminUserView>> RemoveSecondFactor(ActedBy by) => Controlled((state, now) => state.LosingSecondFactor(by, now));
}
