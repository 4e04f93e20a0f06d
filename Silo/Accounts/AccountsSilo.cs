using OrleansBackends.Grains.Accounts;

namespace OrleansBackends.Silo.Accounts;

internal static class AccountsSilo
{
    internal static IServiceCollection AddAccountsSilo(this IServiceCollection services)
    {
        services.AddOptions<AccountMailOptions>().Configure<IConfiguration>((options, settings) =>
        {
            options.Enabled = settings["Notifications:Email"] != "None";
            options.PublicUrl = settings["Frontend:PublicUrl"] ?? options.PublicUrl;
        });
        services.AddSingleton<AccountLetters>();
        services.AddSingleton<IWorkflowSource>(
            new EmbeddedWorkflows(typeof(AccountLetters).Assembly, "accounts", new CriticalCategory("account-security", "Account security")));
        services.AddSweep(OAuthAuthorizationState.Name, "accounts_oauthauthorization_due", "oauthauthorization");
        services.AddSweep(OAuthClientState.Name, "accounts_oauthclient_audit", "oauthclient");
        services.AddSweep(KeyRingState.Name, "accounts_keyring_audit", "keyring");
        services.AddSingleton<ISweepSource, AuditRetention>();
        services.AddSweep(OAuthCodeState.Name, "accounts_oauthcode_due", "oauthcode");
        return services.AddSweep(AccountState.Name, "accounts_outbox", "account").AddSingleton<IUserExport, AccountsUserData>();
    }
}
