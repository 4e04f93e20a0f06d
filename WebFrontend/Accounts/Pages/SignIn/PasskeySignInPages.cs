using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class PasskeySignInPages
{
    public static void MapPasskeySignInPages(this RouteGroupBuilder pages) => pages.MapPost("/login/passkey", SignIn).Limit("accounts-sign-in");

    private static async Task<IResult> SignIn(PostedForm posted, PasskeyFlows flows, SignInAnswers answers, Caller caller, HttpContext context) =>
        await posted.SendAsync(
            new PasskeyLoginRequest { State = posted["state"], Credential = posted.Credential(), Session = SessionKind.Cookie },
            async request => await answers.ShowAsync(context, await flows.SignInAsync(request, caller.Origin, context)),
            LocalPath.Of(posted[LocalPath.Name], SecurityPages.Path),
            form => SignInPages.Show(form, posted[LocalPath.Name], notice: null));
}
