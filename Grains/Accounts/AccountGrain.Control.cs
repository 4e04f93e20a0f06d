using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountControlGrain
{
    public async Task<Result<AdminUserView>> View() => Current.IsKnown ? await ShowToAdmin() : AccountErrors.UserNotFound;

    public Task<Result<AdminUserView>> SetRoles(IReadOnlyList<string> roles, int? version, ActedBy by) =>
        Controlled((state, now) => state.SettingRoles(roles, version, by, now));

    public Task<Result<AdminUserView>> Disable(string? reason, ActedBy by) => Controlled((state, now) => state.Disabling(reason, by, now));

    public Task<Result<AdminUserView>> Enable(ActedBy by) => Controlled((state, now) => state.Enabling(by, now));

    public Task<Result<AdminUserView>> RevokeSessions(ActedBy by) => Controlled((state, now) => state.RevokingSessions(by, now));

    public Task<Result<AdminUserView>> RequireReset(ActedBy by) => Controlled((state, now) =>
        state.ResetRequired ? state : letters.WithLink(state.RequiringReset(by, now), MailPurpose.Reset, state.Email));

    public async Task<Result<AdminUserView>> Unlock(ActedBy by)
    {
        if (Current.IsKnown)
        {
            await Address(Current.EmailKey).EndAttempt(ok: true);
        }

        return await Controlled((state, now) => state.Unlocking(by, now));
    }

    public Task<Result<AdminUserView>> SetUp(ActedBy by) => Controlled((state, now) => state.SettingUp(by, now));

    private async Task<AdminUserView> ShowToAdmin()
    {
        var charged = await Address(Current.EmailKey).Charged();
        return Current.ShowToAdmin(time.Now()) with { Failures = charged.Failures, WaitUntil = charged.WaitUntil };
    }

    private async Task<Result<AdminUserView>> Controlled(Func<AccountState, DateTimeOffset, Result<AccountState>> rule)
    {
        var now = time.Now();
        var done = await Act(state => rule(state, now));
        return done.IsOk ? await ShowToAdmin() : done.Error;
    }
}
