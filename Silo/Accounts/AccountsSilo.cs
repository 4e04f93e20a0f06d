using OrleansBackends.Grains.Accounts;

namespace OrleansBackends.Silo.Accounts;

internal static class AccountsSilo
{
    internal static IServiceCollection AddAccountsSilo(this IServiceCollection services) =>
        services.AddSweep(AccountState.Name, "accounts_outbox", "account").AddSingleton<IUserExport, AccountsUserData>();
}
