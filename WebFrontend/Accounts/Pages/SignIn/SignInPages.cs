using Microsoft.AspNetCore.Mvc;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class SignInPages
{
    public const string Path = "/account/login";

    private static readonly Dictionary<string, string> Notices = new()
    {
        ["reset"] = "Your password is set. Sign in with it.",
        ["signed-out"] = "You are signed out.",
        ["expired"] = "That took too long. Sign in with your password again.",
    };

    public static void MapSignInPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/login", Ask).Limit("public-read");
        pages.MapPost("/login", SignIn).Limit("accounts-sign-in");
        pages.MapGet("/login/code", AskCode).Limit("public-read");
        pages.MapPost("/login/code", FinishSignIn).Limit("accounts-sign-in");
        pages.MapPost("/logout", SignOut).Limit("accounts-refresh");
    }

    private static IResult Ask([FromQuery(Name = LocalPath.Name)] string? next, string? done) =>
        Show(FormView.Empty, next, Notices.GetValueOrDefault(done ?? ""));

    private static async Task<IResult> SignIn(PostedForm posted, AccountFlows flows, SignInSteps steps, Caller caller, DeviceCookie device, HttpContext context)
    {
        var request = new LoginRequest
        {
            Email = posted["email"],
            Password = posted["password"],
            Session = SessionKind.Cookie,
            Remember = posted.IsTicked("remember"),
        };
        var step = PostedForm.Check(request) is { } refused ? refused : await flows.SignInAsync(request, caller.Origin, device.Known);
        return await steps.GoOnAsync(context, step, posted[LocalPath.Name]) is { IsOk: true } next
            ? new SeeOther(next.Value)
            : Show(FormView.Refused(posted, step.Error!), posted[LocalPath.Name], notice: null);
    }

    private static IResult AskCode([FromQuery(Name = LocalPath.Name)] string? next, PendingSignIn pending) =>
        pending.IsThere ? ShowCode(FormView.Empty, next, pending) : new SeeOther($"{Path}?done=expired");

    private static async Task<IResult> FinishSignIn(
        PostedForm posted, PendingSignIn pending, SignInAnswers answers, PasskeyFlows passkeys, IGrainFactory grains, Caller caller, HttpContext context)
    {
        if (pending.Challenge is not { } challenge)
        {
            return new SeeOther($"{Path}?done=expired");
        }

        var proof = posted.Has("credential")
            ? await passkeys.ProveAsync(challenge.User, posted["state"], posted.Credential(), context)
            : new SecondFactorProof(posted.Code("totp"), posted.Code("recoveryCode"));
        Result<SessionGrant> grant = proof is { Totp: null, RecoveryCode: null } && !posted.Has("credential")
            ? Errors.Invalid("Type a code.", "totp")
            : await grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(challenge.User)).FinishSignIn(challenge.Secret, proof, caller.Origin);
        var answer = await answers.ShowAsync(context, grant);
        if (answer.IsOk || answer.Error == SecondFactorErrors.ChallengeExpired)
        {
            pending.End();
            return new SeeOther(answer.IsOk ? LocalPath.Of(posted[LocalPath.Name], SecurityPages.Path) : $"{Path}?done=expired");
        }

        return ShowCode(FormView.Refused(posted, answer.Error), posted[LocalPath.Name], pending);
    }

    private static async Task<IResult> SignOut(CookieSessions cookies, Caller caller, HttpContext context)
    {
        var ended = await cookies.SignOutAsync(context, caller.Origin);
        return ended.IsOk ? new SeeOther($"{Path}?done=signed-out") : ended.Error.ToProblem();
    }

    internal static IResult Show(FormView form, string? next, string? notice) =>
        AccountPage.Form<LoginPage>(form, new { Form = form, Return = next, Notice = notice });

    private static IResult ShowCode(FormView form, string? next, PendingSignIn pending) =>
        AccountPage.Form<CodePage>(form, new { Form = form, Return = next, pending.Methods, Challenge = pending.Challenge?.Write() });
}
