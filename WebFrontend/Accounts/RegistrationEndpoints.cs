using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class RegistrationEndpoints
{
    public static void MapRegistration(this RouteGroupBuilder accounts)
    {
        accounts.MapPost("/register", Register).AllowAnonymous().Limit("accounts-register")
            .WithSummary("Register")
            .WithDescription("Answers alike whether or not the address is taken.")
            .Refuses(AccountErrors.UsernameTaken, AccountErrors.WeakPassword([]), AccountErrors.RegistrationClosed, WebErrors.Busy);
        accounts.MapPost("/setup", SetUp).AllowAnonymous().Limit("accounts-register").NoStore()
            .WithSummary("Make the first admin")
            .WithDescription("With the token that was printed when the product was started first.")
            .Refuses(AdminErrors.SetupTokenInvalid, AdminErrors.AlreadySetUp, AccountErrors.UsernameTaken, AccountErrors.WeakPassword([]));
        accounts.MapGet("/usernames/{name}", Available).AllowAnonymous().Limit("accounts-username")
            .WithSummary("Ask whether a user name is free")
            .Refuses(AccountErrors.InvalidUsername);
        accounts.MapGet("/users/{username}", Profile).AllowAnonymous().Limit("public-read")
            .WithSummary("Read a public profile")
            .Refuses(AccountErrors.UserNotFound);
    }

    private static async Task<AcceptedAnswer<RegistrationAnswer>> Register(RegisterRequest request, AccountFlows flows, Caller caller, Idempotency idempotency) =>
        (await flows.RegisterAsync(request, caller.Origin, idempotency.Operation)).ToAccepted();

    private static async Task<CreatedAnswer<SignInAnswer>> SetUp(
        SetupRequest request, AccountFlows flows, SignInAnswers answers, Caller caller, HttpContext context) =>
        (await answers.ShowAsync(context, await flows.SetUpAsync(request, caller.Origin))).ToCreated(_ => "/api/accounts/me");

    private static async Task<OkAnswer<AvailabilityAnswer>> Available(string name, IGrainFactory grains)
    {
        Result<AvailabilityAnswer> answer = Usernames.IsValid(name)
            ? new AvailabilityAnswer((await grains.GetGrain<IAccountNameGrain>(AccountNameKey.Username(name)).Holder()).Free)
            : AccountErrors.InvalidUsername;
        return answer.ToOk();
    }

    private static async Task<OkAnswer<PublicProfile>> Profile(string username, IGrainFactory grains)
    {
        Result<PublicProfile> answer = Usernames.IsValid(username)
            && await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Profile(username) is { } profile
                ? profile
                : AccountErrors.UserNotFound;
        return answer.ToOk();
    }
}
