using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class MailEndpoints
{
    private static readonly Error TooManyAttempts = AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1));

    public static void MapMail(this RouteGroupBuilder accounts)
    {
        accounts.MapPost("/verify-email", Verify).AllowAnonymous().Limit("accounts-redeem").NoStore()
            .WithSummary("Verify the address and sign in")
            .WithDescription("With the mailed token and the password that was chosen at registration.")
            .Refuses(AccountErrors.TokenInvalid, AccountErrors.PasswordResetRequired, TooManyAttempts, WebErrors.Busy, Errors.OutboxFull);
        accounts.MapPost("/verify-email/resend", Resend).AllowAnonymous().Limit("accounts-mail")
            .WithSummary("Mail another link to verify the address")
            .WithDescription("Answers alike whether or not the address has an account.")
            .Refuses(AccountErrors.MailOff);
        accounts.MapPost("/password/forgot", Forgot).AllowAnonymous().Limit("accounts-mail")
            .WithSummary("Mail a link to set another password")
            .WithDescription("Answers alike whether or not the address has an account.")
            .Refuses(AccountErrors.MailOff);
        accounts.MapPost("/password/reset", Reset).AllowAnonymous().Limit("accounts-redeem")
            .WithSummary("Set another password with a mailed token")
            .WithDescription("Ends every session and signs nobody in; a second factor stays on.")
            .Refuses(AccountErrors.TokenInvalid, AccountErrors.WeakPassword([]), WebErrors.Busy, Errors.OutboxFull);
        accounts.MapPost("/email/change", ChangeEmail).RequireSession().RequireFresh().Limit("accounts-mail")
            .WithSummary("Ask for another address")
            .WithDescription("A link is mailed to the new address. Answers alike whether or not somebody has it.")
            .Refuses(AccountErrors.MailOff, Errors.OutboxFull);
        accounts.MapPost("/email/confirm", ConfirmEmail).AllowAnonymous().Limit("accounts-redeem")
            .WithSummary("Confirm another address with a mailed token")
            .WithDescription("The old address is told, and can undo it for seven days.")
            .Refuses(AccountErrors.TokenInvalid, Errors.OutboxFull);
        accounts.MapPost("/email/undo", UndoEmail).AllowAnonymous().Limit("accounts-redeem")
            .WithSummary("Bring the address before back with a mailed token")
            .WithDescription("Ends every session; a link to set another password is mailed to the address that came back.")
            .Refuses(AccountErrors.TokenInvalid, Errors.OutboxFull);
    }

    private static async Task<OkAnswer<ILoginAnswer>> Verify(
        VerifyEmailRequest request, MailFlows flows, SignInAnswers answers, Caller caller, HttpContext context) =>
        (await answers.ShowAsync(context, await flows.VerifyAsync(request, caller.Origin))).ToOk();

    private static async Task<AcceptedAnswer<MailAnswer>> Resend(MailRequest request, MailFlows flows) =>
        (await flows.ResendAsync(request.Email)).ToAccepted();

    private static async Task<AcceptedAnswer<MailAnswer>> Forgot(MailRequest request, MailFlows flows, Caller caller) =>
        (await flows.ForgotAsync(request.Email, caller.Origin)).ToAccepted();

    private static async Task<NoContentAnswer> Reset(ResetPasswordRequest request, MailFlows flows, Caller caller) =>
        (await flows.ResetAsync(request, caller.Origin)).ToNoContent();

    private static async Task<AcceptedAnswer<MailAnswer>> ChangeEmail(ChangeEmailRequest request, CurrentUser user, MailFlows flows, Caller caller) =>
        (await flows.ChangeEmailAsync(user.Id, request.NewEmail, caller.Origin)).ToAccepted();

    private static async Task<NoContentAnswer> ConfirmEmail(ConfirmEmailRequest request, MailFlows flows, Caller caller) =>
        (await flows.ConfirmEmailAsync(request.Token, caller.Origin)).ToNoContent();

    private static async Task<NoContentAnswer> UndoEmail(ConfirmEmailRequest request, MailFlows flows, Caller caller) =>
        (await flows.UndoEmailAsync(request.Token, caller.Origin)).ToNoContent();
}
