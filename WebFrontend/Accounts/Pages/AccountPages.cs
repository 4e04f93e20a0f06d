namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// Pages for people, in <c>WebFrontend/Accounts/Pages</c>: they work without script, post forms with an antiforgery token, and call what the API calls,
/// so there is one set of rules.
/// </summary>
internal static class AccountPages
{
    private const long MaxBody = 16 * 1024;
    private const string NotKept = "no-cache, no-store";

    public static IServiceCollection AddAccountPages(this IServiceCollection services) => services.AddSingleton<SignInSteps>();

    public static void MapAccountPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/account").ExcludeFromDescription().MaxBody(MaxBody).ForPeople(SignInPages.Path).RequireAntiforgery()
            .AddEndpointFilter(KeepNothing);
        var open = pages.MapGroup("").AllowAnonymous();
        open.MapRegistrationPages();
        open.MapVerifyPages();
        open.MapSetupPages();
        open.MapMailPages();
        var signIn = open.MapGroup("").LeadBackToClient();
        signIn.MapSignInPages();
        signIn.MapPasskeySignInPages();

        var own = pages.MapGroup("").RequireSession();
        own.MapConfirmPages();
        own.MapSecurityPages();
        own.MapTotpPages();
        own.MapPasskeyPages();
        own.MapProfilePages();
        own.MapTimelinePages();
        own.MapAppPages();
        own.MapDeletionPages();
    }

    private static ValueTask<object?> KeepNothing(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = NotKept;
        return next(context);
    }
}
