using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

public static class AccountsWeb
{
    internal const string Scheme = "Accounts";
    private const long MaxBody = 16 * 1024;

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section)
            .PostConfigure<IConfiguration>((options, settings) =>
            {
                options.MailOff = settings["Notifications:Email"] == "None";
                options.RequireVerifiedEmail &= !options.MailOff;
            })
            .Validate(o => o.MinimumPasswordLength is >= 8 and <= 64, "Accounts:MinimumPasswordLength must be 8 to 64.")
            .ValidateOnStart();
        services.AddOptions<PasswordOptions>().BindConfiguration(PasswordOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PasswordOptions>, PasswordOptionsValidator>();
        services.AddSingleton<CommonPasswords>().AddSingleton<PasswordPolicy>().AddSingleton<AccountPasswords>();
        services.AddSingleton<TokenKeys>().AddSingleton<AccessTokens>().AddSingleton<AccessTokenReader>().AddSingleton<ApiKeyReader>();
        services.AddSingleton<RevocationSet>().AddSingleton<IStandingCheck, TokenStanding>().AddHostedService<RevocationWatch>();
        services.AddSingleton<UserNames>().AddSingleton<IUserNames>(provider => provider.GetRequiredService<UserNames>());
        services.AddUserTopic(AccountEvents.Topic, "/api/accounts/me");
        services.AddSingleton<AccountFlows>().AddSingleton<MailFlows>().AddSingleton<CookieSessions>().AddSingleton<SignInAnswers>().AddAccountPages();
        services.AddSingleton<AccessCatalogue>().AddSingleton<HeldBackRoles>().AddHostedService<SetupAnnouncer>();
        services.AddSingleton(new SystemCard(4, "Accounts", "Sign-in, sessions, roles and API keys", "/docs#tag/accounts"));
        services.AddRole(CurrentUser.Admin, "Runs the platform: people, roles, reports.", requiresSecondFactor: true);

        services.AddPasskeys();
        services.AddOAuthProvider();
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, scheme => scheme.ForwardDefaultSelector = context =>
                KeyPrefix.SchemeOf(context) ?? SchemeOf(context))
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, CookieHandler>(CookieHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, null);
        return services.AddQuickAuthentication();
    }

    /// <summary>What a caller says explicitly counts more than the cookie that a browser adds.</summary>
    private static string SchemeOf(HttpContext context) =>
        context.Request.Headers.ContainsKey(CurrentKey.Header) ? ApiKeyHandler.Name
        : BearerHandler.IsPresented(context.Request) || context.RequestServices.GetRequiredService<CookieSessions>().Presented(context) is null
            ? BearerHandler.Name
            : CookieHandler.Name;

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/accounts").WithTags("Accounts").MaxBody(MaxBody);
        accounts.MapRegistration();
        accounts.MapMail();
        accounts.MapSessions();
        accounts.MapSecondFactor();
        accounts.MapPasskeys();
        accounts.MapProfile();
        accounts.MapApiKeys();
        accounts.MapExport();
        accounts.MapDeletion();
        accounts.MapAccountsAdmin();
        accounts.MapOAuthClients();
        routes.MapJwks();
        routes.MapOAuth();
        routes.MapAccountPages();
    }
}
