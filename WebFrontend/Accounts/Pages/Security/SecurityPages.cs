using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class SecurityPages
{
    public const string Path = "/account/security";

    private static readonly Dictionary<string, string> Notices = new()
    {
        ["password"] = "Your password is changed. All other sessions have ended.",
        ["totp-off"] = "Codes are off.",
        ["passkey"] = "Your passkey is added.",
        ["passkey-removed"] = "The passkey is removed.",
        ["session"] = "The session has ended.",
        ["sessions"] = "All other sessions have ended.",
        ["kept"] = "Your account stays.",
    };

    public static void MapSecurityPages(this RouteGroupBuilder own)
    {
        own.MapGet("", () => new SeeOther(Path)).Limit("read");
        own.MapGet("/security", Overview).Limit("read");
        own.MapGet("/password", () => ShowPassword(FormView.Empty)).Limit("read");
        own.MapPost("/password", ChangePassword).Limit("accounts-sign-in");
        own.MapGet("/email/change", () => ShowEmail(FormView.Empty)).RequireRecent("/account/email/change").Limit("read");
        own.MapPost("/email/change", ChangeEmail).RequireRecent("/account/email/change").Limit("accounts-mail");
        own.MapGet("/email/asked", EmailAsked).Limit("read");
        own.MapPost("/sessions/{id:guid}/end", EndSession).Limit("write");
        own.MapPost("/sessions/end-others", EndOthers).Limit("write");
    }

    private static async Task<IResult> Overview(string? done, CurrentUser user, HeldBackRoles roles, IGrainFactory grains)
    {
        var me = await grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me();
        return me.IsOk
            ? Pages.Render<SecurityPage>(new
            {
                Me = roles.Apply(me.Value, user),
                Passkeys = await grains.GetGrain<IAccountPasskeysGrain>(AccountKey.Of(user.Id)).List(),
                Sessions = await Sessions(grains, user).List(user.Session()),
                Notice = Notices.GetValueOrDefault(done ?? ""),
            })
            : me.Error.ToProblem();
    }

    private static async Task<IResult> ChangePassword(PostedForm posted, CurrentUser user, AccountFlows flows, Caller caller) =>
        await posted.SendAsync(
            new ChangePasswordRequest { CurrentPassword = posted["currentPassword"], NewPassword = posted["newPassword"] },
            request => flows.ChangePasswordAsync(user, request, caller.Origin),
            $"{Path}?done=password",
            ShowPassword);

    private static async Task<IResult> ChangeEmail(PostedForm posted, CurrentUser user, MailFlows flows, Caller caller) =>
        await posted.SendAsync(
            new ChangeEmailRequest { NewEmail = posted["newEmail"] },
            request => flows.ChangeEmailAsync(user.Id, request.NewEmail, caller.Origin),
            "/account/email/asked",
            ShowEmail);

    private static async Task<IResult> EndSession(Guid id, CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var ended = await Sessions(grains, user).Revoke(id, user.Session(), caller.Origin);
        return ended.IsOk ? new SeeOther($"{Path}?done=session") : ended.Error.ToProblem();
    }

    private static async Task<IResult> EndOthers(CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var ended = await Sessions(grains, user).RevokeOthers(user.Session(), caller.Origin);
        return ended.IsOk ? new SeeOther($"{Path}?done=sessions") : ended.Error.ToProblem();
    }

    private static IResult ShowPassword(FormView form) => AccountPage.Form<PasswordPage>(form);

    private static IResult ShowEmail(FormView form) => AccountPage.Form<ChangeEmailPage>(form);

    private static IResult EmailAsked() =>
        AccountPage.Message("Check your mail", "If the address is free, a mail with a link is on its way to it. The address changes when you open the link.");

    private static IAccountSessionsGrain Sessions(IGrainFactory grains, CurrentUser user) => grains.GetGrain<IAccountSessionsGrain>(AccountKey.Of(user.Id));
}
