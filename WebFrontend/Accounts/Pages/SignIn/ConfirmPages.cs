using Microsoft.AspNetCore.Mvc;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Proving again who one is, before what is sensitive.</summary>
internal static class ConfirmPages
{
    private const string Path = "/account/confirm";

    public static void MapConfirmPages(this RouteGroupBuilder own)
    {
        own.MapGet("/confirm", Ask).Limit("read");
        own.MapPost("/confirm", Confirm).Limit("accounts-sign-in");
    }

    /// <summary>The same rule as the API's <c>reauthentication-required</c>: people are sent to prove it, and then to the page that they wanted.</summary>
    public static RouteHandlerBuilder RequireRecent(this RouteHandlerBuilder route, string page) =>
        route.AddEndpointFilter(async (context, next) =>
            SessionMarks.IsFresh(context.HttpContext) ? await next(context) : new SeeOther($"{Path}?{LocalPath.Name}={Uri.EscapeDataString(page)}"));

    private static async Task<IResult> Ask([FromQuery(Name = LocalPath.Name)] string? next, CurrentUser user, IGrainFactory grains) =>
        await ShowAsync(FormView.Empty, next, user, grains);

    private static async Task<IResult> Confirm(
        PostedForm posted, CurrentUser user, Reauthentication again, SignInAnswers answers, IGrainFactory grains, Caller caller, HttpContext context)
    {
        var request = new ReauthenticateRequest
        {
            Password = posted.Optional("password"),
            Totp = posted.Code("totp"),
            Passkey = posted.Has("credential") ? posted.Credential() : null,
            State = posted.Optional("state"),
        };
        var grant = PostedForm.Check(request) is { } wrong ? wrong : await again.ProveAsync(user, request, caller.Origin, context);
        var answer = await answers.ShowAgainAsync(context, grant);
        return answer.IsOk
            ? new SeeOther(LocalPath.Of(posted[LocalPath.Name], SecurityPages.Path))
            : await ShowAsync(FormView.Refused(posted, answer.Error), posted[LocalPath.Name], user, grains);
    }

    private static async Task<IResult> ShowAsync(FormView form, string? next, CurrentUser user, IGrainFactory grains)
    {
        var me = await grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me();
        return me.IsOk
            ? AccountPage.Form<ConfirmPage>(form, new { Form = form, Return = next, me.Value.Email, HasTotp = me.Value.SecondFactor.Totp, HasPasskey = me.Value.SecondFactor.Passkeys > 0 })
            : me.Error.ToProblem();
    }
}
