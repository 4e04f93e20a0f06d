using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>The first link that is mailed: with the password that was chosen it verifies the address and signs in.</summary>
internal static class VerifyPages
{
    public static void MapVerifyPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/verify", (string? token) => Show(FormView.Empty, token)).Limit("public-read");
        pages.MapPost("/verify", Verify).Limit("accounts-redeem");
    }

    private static async Task<IResult> Verify(PostedForm posted, MailFlows flows, SignInSteps steps, Caller caller, HttpContext context)
    {
        var request = new VerifyEmailRequest { Token = posted["token"], Password = posted["password"], Session = SessionKind.Cookie };
        var step = PostedForm.Check(request) is { } refused ? refused : await flows.VerifyAsync(request, caller.Origin);
        return await steps.GoOnAsync(context, step, next: null) is { IsOk: true } next
            ? new SeeOther(next.Value)
            : Show(FormView.Refused(posted, step.Error!), posted["token"]);
    }

    private static IResult Show(FormView form, string? token) => AccountPage.Form<VerifyPage>(form, new { Form = form, Token = token });
}
