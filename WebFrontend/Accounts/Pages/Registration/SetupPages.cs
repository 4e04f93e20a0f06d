using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The first admin, with the token that was printed when the product was started first.</summary>
internal static class SetupPages
{
    public static void MapSetupPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/setup", () => Show(FormView.Empty)).Limit("public-read");
        pages.MapPost("/setup", SetUp).Limit("accounts-register");
    }

    private static async Task<IResult> SetUp(PostedForm posted, AccountFlows flows, SignInAnswers answers, Caller caller, HttpContext context)
    {
        var request = new SetupRequest
        {
            Token = posted["token"].Trim(),
            Email = posted["email"],
            Username = posted["username"],
            Password = posted["password"],
            Session = SessionKind.Cookie,
        };
        return await posted.SendAsync(
            request, async r => await answers.ShowAsync(context, await flows.SetUpAsync(r, caller.Origin)), SecurityPages.Path, Show);
    }

    private static IResult Show(FormView form) => AccountPage.Form<SetupPage>(form);
}
