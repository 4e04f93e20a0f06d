using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class PasskeyEndpoints
{
    private static readonly Error TooManyAttempts = AccountErrors.TooManyAttempts(TimeSpan.FromSeconds(1));

    public static void MapPasskeys(this RouteGroupBuilder accounts)
    {
        accounts.MapPost("/login/passkey/options", Ask).AllowAnonymous().Limit("accounts-sign-in").NoStore()
            .WithSummary("Ask for a passkey")
            .WithDescription(
                "Answers what `navigator.credentials.get` takes: to sign in or to confirm a session by whichever passkey the browser has, or, with a "
                + "`challenge`, as the second factor of that sign-in.")
            .Refuses(SecondFactorErrors.ChallengeExpired);
        accounts.MapPost("/login/passkey", SignIn).AllowAnonymous().Limit("accounts-sign-in").NoStore()
            .WithSummary("Sign in with a passkey")
            .WithDescription("Counts as two factors.")
            .Refuses(PasskeyErrors.PasskeyRefused, AccountErrors.PasswordResetRequired, TooManyAttempts, Errors.OutboxFull);

        var own = accounts.MapGroup("/passkeys").RequireSession();
        own.MapGet("", List).Limit("read").WithSummary("List passkeys");
        var fresh = own.MapGroup("").RequireFresh().Limit("write");
        fresh.MapPost("/options", AskToMake).NoStore().WithSummary("Begin to add a passkey")
            .WithDescription("Answers what `navigator.credentials.create` takes.");
        fresh.MapPost("", Add).WithSummary("Add a passkey")
            .Refuses(PasskeyErrors.PasskeyInvalid, PasskeyErrors.PasskeyKnown, PasskeyErrors.TooManyPasskeys, TooManyAttempts, Errors.OutboxFull);
        fresh.MapPatch("/{id}", Rename).WithSummary("Name a passkey").Refuses(PasskeyErrors.PasskeyNotFound);
        fresh.MapDelete("/{id}", Remove).WithSummary("Remove a passkey")
            .Refuses(PasskeyErrors.PasskeyNotFound, PasskeyErrors.LastCredential, Errors.OutboxFull);
    }

    private static async Task<OkAnswer<PasskeyOptionsAnswer>> Ask(AskPasskeyRequest request, PasskeyFlows flows, HttpContext context) =>
        (await flows.AskToProveAsync(request.Challenge, context)).ToOk();

    private static async Task<OkAnswer<SignInAnswer>> SignIn(
        PasskeyLoginRequest request, PasskeyFlows flows, SignInAnswers answers, Caller caller, HttpContext context) =>
        (await answers.ShowAsync(context, await flows.SignInAsync(request, caller.Origin, context))).ToOk();

    private static async Task<OkAnswer<PasskeysAnswer>> List(CurrentUser user, IGrainFactory grains) =>
        ((Result<PasskeysAnswer>)new PasskeysAnswer(await Account(grains, user).List())).ToOk();

    private static async Task<OkAnswer<PasskeyOptionsAnswer>> AskToMake(CurrentUser user, PasskeyFlows flows, HttpContext context) =>
        (await flows.AskToMakeAsync(user.Id, context)).ToOk();

    private static async Task<CreatedAnswer<PasskeyView>> Add(
        AddPasskeyRequest request, CurrentUser user, PasskeyFlows flows, Caller caller, HttpContext context) =>
        (await flows.AddAsync(user, request, caller.Origin, context)).ToCreated(made => $"/api/accounts/passkeys/{made.Id}");

    private static async Task<OkAnswer<PasskeyView>> Rename(string id, RenamePasskeyRequest request, CurrentUser user, IGrainFactory grains) =>
        (await Account(grains, user).Rename(id, request.Name)).ToOk();

    private static async Task<NoContentAnswer> Remove(string id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Account(grains, user).Remove(id, user.Session(), caller.Origin)).ToNoContent();

    private static IAccountPasskeysGrain Account(IGrainFactory grains, CurrentUser user) => grains.GetGrain<IAccountPasskeysGrain>(AccountKey.Of(user.Id));
}
