using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class ApiKeyEndpoints
{
    private const int MaxYears = 2;

    public static void MapApiKeys(this RouteGroupBuilder accounts)
    {
        var keys = accounts.MapGroup("/api-keys").RequireSession();
        keys.MapGet("", List).Limit("read").WithSummary("List API keys");
        keys.MapPost("", Make).RequireFresh().Limit("write").NoStore()
            .WithSummary("Make an API key")
            .WithDescription("The key is shown only now. It never reaches further than its scopes and its owner's roles at the time of use.")
            .Refuses(AccountErrors.UnknownScope, AccountErrors.ScopeNotHeld, AccountErrors.TooManyKeys);
        keys.MapDelete("/{id}", Revoke).Limit("write").WithSummary("Revoke an API key").Refuses(AccountErrors.KeyNotFound);
    }

    private static async Task<OkAnswer<ApiKeysAnswer>> List(CurrentUser user, IGrainFactory grains) =>
        ((Result<ApiKeysAnswer>)new ApiKeysAnswer(await Keys(grains, user).List())).ToOk();

    private static async Task<CreatedAnswer<ApiKeyAnswer>> Make(
        MakeApiKeyRequest request, CurrentUser user, AccessCatalogue catalogue, IGrainFactory grains, TimeProvider time, Caller caller,
        Idempotency idempotency)
    {
        var now = time.Now();
        var refusal = request.ExpiresAt is { } end && (end <= now || end > now.AddYears(MaxYears))
            ? Errors.Invalid($"A key expires in the future, at most {MaxYears} years ahead.", "expiresAt")
            : catalogue.RefuseScopes(request.Scopes, user);
        var made = refusal is null
            ? await Keys(grains, user).Make(
                new NewApiKey(request.Name, [.. request.Scopes.Distinct()], request.ExpiresAt), user.Session(), caller.Origin, idempotency.Operation)
            : refusal;
        return made.Map(m => new ApiKeyAnswer(m.Key, m.View.Id, m.View.Name, m.View.Scopes, m.View.CreatedAt, m.View.ExpiresAt))
            .ToCreated(key => $"/api/accounts/api-keys/{key.Id}");
    }

    private static async Task<NoContentAnswer> Revoke(string id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Keys(grains, user).Revoke(id, caller.Origin)).ToNoContent();

    private static IAccountApiKeysGrain Keys(IGrainFactory grains, CurrentUser user) => grains.GetGrain<IAccountApiKeysGrain>(AccountKey.Of(user.Id));
}
