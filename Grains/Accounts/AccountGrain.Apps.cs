using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

internal sealed partial class AccountGrain : IAccountAppsGrain
{
    public Task<Result<AccountStanding>> Standing() => Task.FromResult<Result<AccountStanding>>(
        Current.CanSignIn ? new AccountStanding(Current.Show(), Current.Generation) : OAuthErrors.InvalidGrant);

    public async Task<Result<Done>> AppAllowed(Guid authorization, string detail, CallOrigin origin)
    {
        var now = time.Now();
        var operation = new OperationId($"allowed-{authorization:N}", "");
        return Current.Recent.Find<bool>(operation) is not null
            ? Done.Ok
            : await Act(state => state.Noting(AuditKinds.AppAllowed, state.Id, origin, now, authorization, detail) with
            {
                Recent = state.Recent.Remember(operation, true, now, AccountState.MaxRecent),
            });
    }

    public async Task<Result<Done>> AppEnded(Guid authorization, string kind, string detail, CallOrigin? origin)
    {
        var now = time.Now();
        var operation = new OperationId($"ended-{authorization:N}", "");
        return Current.Recent.Find<bool>(operation) is not null
            ? Done.Ok
            : await Act(state => state.CuttingSessions([authorization], now).Noting(kind, state.Id, origin, now, authorization, detail) with
            {
                Recent = state.Recent.Remember(operation, true, now, AccountState.MaxRecent),
            });
    }
}
