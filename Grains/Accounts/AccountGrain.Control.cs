using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountControlGrain
{
    public Task<Result<AdminUserView>> View() =>
        Task.FromResult<Result<AdminUserView>>(Current.IsKnown ? Current.ShowToAdmin(time.Now()) : AccountErrors.UserNotFound);

    public Task<Result<AdminUserView>> SetRoles(IReadOnlyList<string> roles, int? version, ActedBy by) =>
        Controlled((state, now) => state.SettingRoles(roles, version, by, now));

    public Task<Result<AdminUserView>> Disable(string? reason, ActedBy by) => Controlled((state, now) => state.Disabling(reason, by, now));

    public Task<Result<AdminUserView>> Enable(ActedBy by) => Controlled((state, now) => state.Enabling(by, now));

    public Task<Result<AdminUserView>> RevokeSessions(ActedBy by) => Controlled((state, now) => state.RevokingSessions(by, now));

    private async Task<Result<AdminUserView>> Controlled(Func<AccountState, DateTimeOffset, Result<AccountState>> rule)
    {
        var now = time.Now();
        var done = await Act(state => rule(state, now));
        return done.Map(_ => Current.ShowToAdmin(now));
    }
}
