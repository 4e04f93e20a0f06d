using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class RegistrationPages
{
    private const string Done = "/account/register/done";

    public static void MapRegistrationPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/register", () => Show(FormView.Empty)).Limit("public-read");
        pages.MapPost("/register", Register).Limit("accounts-register");
        pages.MapGet("/register/done", Registered).Limit("public-read");
    }

    private static async Task<IResult> Register(PostedForm posted, AccountFlows flows, Caller caller)
    {
        var request = new RegisterRequest
        {
            Email = posted["email"],
            Username = posted["username"],
            DisplayName = posted.Optional("displayName"),
            Password = posted["password"],
        };
        return await posted.SendAsync(request, r => flows.RegisterAsync(r, caller.Origin, operation: null), Done, Show);
    }

    /// <summary>The same for every address, as the answer of the API is.</summary>
    private static RazorComponentResult<RegisteredPage> Registered(IOptions<AccountsOptions> options) => Pages.Render<RegisteredPage>(new { MayWait = !options.Value.RequireVerifiedEmail });

    private static IResult Show(FormView form) => AccountPage.Form<RegisterPage>(form);
}
