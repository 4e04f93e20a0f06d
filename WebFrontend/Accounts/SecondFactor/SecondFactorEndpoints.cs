using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this RouteGroupBuilder accounts)
    {
        accounts.MapPost("/login/second-factor", FinishLogin).AllowAnonymous().Limit("accounts-sign-in").NoStore()
            .WithSummary("Finish signing in with a code")
            .WithDescription("With exactly one of `totp`, `recoveryCode`, and `passkey` with its `state`. Each code counts once; a challenge has five tries.")
            .Refuses(SecondFactorErrors.SecondFactorInvalid, SecondFactorErrors.ChallengeExpired, AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1)));

        var own = accounts.MapGroup("").RequireSession().RequireFresh().Limit("write").NoStore();
        own.MapPost("/totp", SetUp).WithSummary("Begin to use an authenticator")
            .WithDescription("The secret is shown only now and waits ten minutes for its first code.")
            .Refuses(SecondFactorErrors.TotpAlreadyOn);
        own.MapPost("/totp/confirm", Confirm).WithSummary("Turn the authenticator's codes on")
            .WithDescription("Answers ten recovery codes, shown only now. The next refresh carries roles that were held back.")
            .Refuses(SecondFactorErrors.CodeInvalid, SecondFactorErrors.TotpSetupExpired, SecondFactorErrors.TotpAlreadyOn);
        own.MapDelete("/totp", Remove).WithSummary("Turn the authenticator's codes off").Refuses(SecondFactorErrors.SecondFactorRequiredByRole);
        own.MapPost("/recovery-codes", MakeRecoveryCodes).WithSummary("Make ten new recovery codes")
            .WithDescription("Older ones are void.")
            .Refuses(SecondFactorErrors.SecondFactorOff);
    }

    private static async Task<OkAnswer<SignInAnswer>> FinishLogin(
        FinishLoginRequest request, SignInAnswers answers, PasskeyFlows passkeys, IGrainFactory grains, Caller caller, HttpContext context)
    {
        if (!IsOne(request))
        {
            return ((Result<SignInAnswer>)Errors.Invalid("Give exactly one of totp, recoveryCode, and passkey with state.", "totp")).ToOk();
        }

        if (!ChallengeText.TryRead(request.Challenge, out var challenge))
        {
            return ((Result<SignInAnswer>)SecondFactorErrors.ChallengeExpired).ToOk();
        }

        var proof = request is { Passkey: { } passkey, State: { } state }
            ? await passkeys.ProveAsync(challenge.User, state, passkey, context)
            : new SecondFactorProof(request.Totp, request.RecoveryCode);
        var grant = await SecondFactor(grains, challenge.User).FinishSignIn(challenge.Secret, proof, caller.Origin);
        return (await answers.ShowAsync(context, grant)).ToOk();
    }

    private static bool IsOne(FinishLoginRequest request) => (request.Totp, request.RecoveryCode, request.Passkey, request.State) switch
    {
        ({ }, null, null, null) or (null, { }, null, null) or (null, null, { }, { }) => true,
        _ => false,
    };

    private static async Task<CreatedAnswer<TotpSetupAnswer>> SetUp(CurrentUser user, IGrainFactory grains) =>
        (await SecondFactor(grains, user.Id).SetUpTotp()).Map(AuthenticatorSetup.Show).ToCreated(_ => "/api/accounts/totp");

    private static async Task<OkAnswer<RecoveryCodesAnswer>> Confirm(ConfirmTotpRequest request, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await SecondFactor(grains, user.Id).ConfirmTotp(request.Code, user.Session(), caller.Origin))
            .Map(made => new RecoveryCodesAnswer(made.Codes)).ToOk();

    private static async Task<NoContentAnswer> Remove(CurrentUser user, HeldBackRoles roles, IGrainFactory grains, Caller caller) =>
        (await SecondFactor(grains, user.Id).RemoveTotp(roles.Guarded, user.Session(), caller.Origin)).ToNoContent();

    private static async Task<OkAnswer<RecoveryCodesAnswer>> MakeRecoveryCodes(CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await SecondFactor(grains, user.Id).MakeRecoveryCodes(user.Session(), caller.Origin))
            .Map(made => new RecoveryCodesAnswer(made.Codes)).ToOk();

    private static IAccountSecondFactorGrain SecondFactor(IGrainFactory grains, UserId user) =>
        grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(user));
}
