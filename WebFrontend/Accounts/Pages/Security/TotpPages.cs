using Microsoft.AspNetCore.Http.HttpResults;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Codes from an authenticator. The secret and the recovery codes are shown once, in the answer to the form that made them.</summary>
internal static class TotpPages
{
    private const string Path = "/account/totp";
    private const string Purpose = "accounts-totp-setup";

    private static readonly TimeSpan SetupLife = TimeSpan.FromMinutes(10);

    public static void MapTotpPages(this RouteGroupBuilder own)
    {
        own.MapGet("/totp", Ask).RequireRecent(Path).Limit("read");
        own.MapPost("/totp", Begin).RequireRecent(Path).Limit("write");
        own.MapPost("/totp/confirm", Confirm).RequireRecent(Path).Limit("write");
        own.MapPost("/totp/off", TurnOff).RequireRecent(SecurityPages.Path).Limit("write");
        own.MapPost("/recovery-codes", MakeRecoveryCodes).RequireRecent(SecurityPages.Path).Limit("write");
    }

    private static RazorComponentResult<TotpPage> Ask() => Pages.Render<TotpPage>();

    private static async Task<IResult> Begin(CurrentUser user, IGrainFactory grains, SignedTokens tokens)
    {
        var setup = await SecondFactor(grains, user).SetUpTotp();
        return setup.IsOk ? Show(FormView.Empty, setup.Value, tokens) : setup.Error.ToProblem();
    }

    private static async Task<IResult> Confirm(PostedForm posted, CurrentUser user, IGrainFactory grains, SignedTokens tokens, Caller caller)
    {
        if (!tokens.TryRead<TotpSetup>(Purpose, posted["setup"], out var setup))
        {
            return SecondFactorErrors.TotpSetupExpired.ToProblem();
        }

        var request = new ConfirmTotpRequest { Code = posted.Code("code") ?? "" };
        var made = await SecondFactor(grains, user).ConfirmTotp(request.Code, user.Session(), caller.Origin);
        return made switch
        {
            { IsOk: true } => ShowCodes(made.Value),
            { Error.Member: not null } => Show(FormView.Refused(posted, made.Error), setup!, tokens),
            _ => made.Error.ToProblem(),
        };
    }

    private static async Task<IResult> TurnOff(CurrentUser user, HeldBackRoles roles, IGrainFactory grains, Caller caller)
    {
        var off = await SecondFactor(grains, user).RemoveTotp(roles.Guarded, user.Session(), caller.Origin);
        return off.IsOk ? new SeeOther($"{SecurityPages.Path}?done=totp-off") : off.Error.ToProblem();
    }

    private static async Task<IResult> MakeRecoveryCodes(CurrentUser user, IGrainFactory grains, Caller caller)
    {
        var made = await SecondFactor(grains, user).MakeRecoveryCodes(user.Session(), caller.Origin);
        return made.IsOk ? ShowCodes(made.Value) : made.Error.ToProblem();
    }

    /// <summary>The form brings the secret back sealed, so that it can be shown again beside a wrong code.</summary>
    private static IResult Show(FormView form, TotpSetup setup, SignedTokens tokens) => AccountPage.Form<TotpSetupPage>(
        form, new { Form = form, Setup = AuthenticatorSetup.Show(setup), Sealed = tokens.Make(Purpose, setup, SetupLife) });

    private static RazorComponentResult<RecoveryCodesPage> ShowCodes(RecoveryCodes made) => Pages.Render<RecoveryCodesPage>(new { made.Codes });

    private static IAccountSecondFactorGrain SecondFactor(IGrainFactory grains, CurrentUser user) =>
        grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(user.Id));
}
