namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>
/// Pages for people, in <c>WebFrontend/Accounts/Pages</c>: they work without script, post forms, and call what the API calls, so there is one set of
/// rules.
/// </summary>
internal static class AccountPages
{
    private const long MaxBody = 16 * 1024;

    public static void MapAccountPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/account").ExcludeFromDescription().MaxBody(MaxBody).AllowAnonymous().AddEndpointFilter<FormGuard>();
        pages.MapRegistrationPages();
        pages.MapMailPages();
    }
}
