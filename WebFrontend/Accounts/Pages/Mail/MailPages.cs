namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Where mailed links lead, and where they are asked for. A link shows a button: reading the page uses nothing up.</summary>
internal static class MailPages
{
    public static void MapMailPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/forgot", () => ShowForgot(FormView.Empty)).Limit("public-read");
        pages.MapPost("/forgot", Forgot).Limit("accounts-mail");
        pages.MapGet("/forgot/sent", () => Sent("set another password")).Limit("public-read");
        pages.MapGet("/reset", (string? token) => ShowReset(token, FormView.Empty)).Limit("public-read");
        pages.MapPost("/reset", Reset).Limit("accounts-redeem");
        pages.MapGet("/verify/resend", () => ShowResend(FormView.Empty)).Limit("public-read");
        pages.MapPost("/verify/resend", Resend).Limit("accounts-mail");
        pages.MapGet("/verify/resent", () => Sent("verify your address")).Limit("public-read");
        pages.MapGet("/email", (string? token) => ShowEmail(token, FormView.Empty)).Limit("public-read");
        pages.MapPost("/email", ConfirmEmail).Limit("accounts-redeem");
        pages.MapGet("/email/confirmed", Confirmed).Limit("public-read");
        pages.MapGet("/undo", (string? token) => ShowUndo(token, FormView.Empty)).Limit("public-read");
        pages.MapPost("/undo", UndoEmail).Limit("accounts-redeem");
        pages.MapGet("/undo/done", Undone).Limit("public-read");
    }

    private static async Task<IResult> Forgot(PostedForm posted, MailFlows flows, Caller caller) =>
        await posted.SendAsync(
            new MailRequest { Email = posted["email"] }, request => flows.ForgotAsync(request.Email, caller.Origin), "/account/forgot/sent", ShowForgot);

    private static async Task<IResult> Resend(PostedForm posted, MailFlows flows) =>
        await posted.SendAsync(new MailRequest { Email = posted["email"] }, request => flows.ResendAsync(request.Email), "/account/verify/resent", ShowResend);

    private static async Task<IResult> Reset(PostedForm posted, MailFlows flows, Caller caller) =>
        await posted.SendAsync(
            new ResetPasswordRequest { Token = posted["token"], NewPassword = posted["newPassword"] },
            request => flows.ResetAsync(request, caller.Origin),
            "/account/login?done=reset",
            form => ShowReset(posted["token"], form));

    private static async Task<IResult> ConfirmEmail(PostedForm posted, MailFlows flows, Caller caller) =>
        await posted.SendAsync(
            new ConfirmEmailRequest { Token = posted["token"] },
            request => flows.ConfirmEmailAsync(request.Token, caller.Origin),
            "/account/email/confirmed",
            form => ShowEmail(posted["token"], form));

    private static async Task<IResult> UndoEmail(PostedForm posted, MailFlows flows, Caller caller) =>
        await posted.SendAsync(
            new ConfirmEmailRequest { Token = posted["token"] },
            request => flows.UndoEmailAsync(request.Token, caller.Origin),
            "/account/undo/done",
            form => ShowUndo(posted["token"], form));

    private static IResult ShowForgot(FormView form) => AccountPage.Form<ForgotPage>(form);

    private static IResult ShowResend(FormView form) => AccountPage.Form<ResendPage>(form);

    private static IResult ShowReset(string? token, FormView form) => AccountPage.Form<ResetPage>(form, new { Form = form, Token = token });

    private static IResult ShowEmail(string? token, FormView form) => AccountPage.Form<ConfirmEmailPage>(form, new { Form = form, Token = token });

    private static IResult ShowUndo(string? token, FormView form) => AccountPage.Form<UndoEmailPage>(form, new { Form = form, Token = token });

    /// <summary>The same for every address, as the answer of the API is.</summary>
    private static IResult Sent(string purpose) =>
        AccountPage.Message("Check your mail", $"If the address has an account, a mail with a link to {purpose} is on its way. It may take a minute.");

    private static IResult Confirmed() => AccountPage.Message("Address changed", "Your account has its new address. Sign in with it from now on.");

    private static IResult Undone() => AccountPage.Message(
        "Your address is back", "Everybody is signed out, and a link to set another password is on its way to you. Set one that nobody else knows.");
}
