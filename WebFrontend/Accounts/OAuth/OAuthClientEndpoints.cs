using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Applications of others, registered by admins; and what a user allowed them.</summary>
internal static class OAuthClientEndpoints
{
    public static void MapOAuthClients(this RouteGroupBuilder accounts)
    {
        var admin = accounts.MapGroup("/admin/clients").RequireRole(CurrentUser.Admin).RequireSession();
        admin.MapGet("", List).Limit("read").WithSummary("List the clients of the provider, newest first").Refuses(Errors.InvalidCursor);
        admin.MapGet("/{clientId}", Read).Limit("read").WithSummary("Read a client").Refuses(OAuthErrors.ClientNotFound);

        var write = admin.MapGroup("").RequireFresh().Limit("write");
        write.MapPost("", Register).NoStore().WithSummary("Register a client").WithDescription("A confidential client's secret is shown only now.")
            .Refuses(OAuthErrors.InvalidClientSettings("", "name"), AccountErrors.UnknownScope);
        write.MapPatch("/{clientId}", Change).RequireIfMatch().WithSummary("Change a client, or switch it off")
            .Refuses(OAuthErrors.ClientNotFound, Errors.Stale, OAuthErrors.InvalidClientSettings("", "name"), AccountErrors.UnknownScope);
        write.MapPost("/{clientId}/secret", NewSecret).NoStore().WithSummary("Make a new secret; the old one is good for another day")
            .Refuses(OAuthErrors.ClientNotFound, OAuthErrors.ConfidentialOnly);
        write.MapDelete("/{clientId}", Remove).WithSummary("Remove a client").Refuses(OAuthErrors.ClientNotFound);

        var own = accounts.MapGroup("/authorizations").RequireSession();
        own.MapGet("", Allowed).Limit("read").WithSummary("List the applications that you allow").Refuses(Errors.InvalidCursor);
        own.MapDelete("/{id:guid}", Revoke).Limit("write").WithSummary("Take back what you allowed an application")
            .Refuses(OAuthErrors.AuthorizationNotFound);
    }

    private static async Task<OkAnswer<Page<OAuthClientView>>> List(PageQuery page, IGrainFactory grains) => (await Queries(grains).Clients(page)).ToOk();

    private static async Task<OkAnswer<OAuthClientView>> Read(string clientId, IGrainFactory grains) => (await Client(grains, clientId).Get()).ToOk();

    private static async Task<CreatedAnswer<ClientAnswer>> Register(
        RegisterClientRequest request, CurrentUser user, AccessCatalogue catalogue, IGrainFactory grains, TimeProvider time, Caller caller,
        Idempotency idempotency)
    {
        var id = Ids.New(time, idempotency.Operation, "oauth-client").ToString("N");
        var made = Refuse(request.Scopes, catalogue) is { } unknown
            ? unknown
            : await Client(grains, id).Register(request.ToSettings(), idempotency.Operation, By(user, caller));
        return made.Map(Show).ToCreated(answer => $"/api/accounts/admin/clients/{answer.Client.ClientId}");
    }

    private static async Task<OkAnswer<OAuthClientView>> Change(
        string clientId, ChangeClientRequest request, CurrentUser user, IfMatch version, AccessCatalogue catalogue, IGrainFactory grains, Caller caller)
    {
        var client = await Client(grains, clientId).Get();
        return (!client.IsOk ? client
            : Refuse(request.Scopes ?? [], catalogue) is { } unknown ? unknown
            : await Client(grains, clientId).Change(request.Over(client.Value), version.Version, By(user, caller))).ToOk();
    }

    private static async Task<OkAnswer<ClientAnswer>> NewSecret(string clientId, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Client(grains, clientId).NewSecret(By(user, caller))).Map(Show).ToOk();

    private static async Task<NoContentAnswer> Remove(string clientId, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Client(grains, clientId).Remove(By(user, caller))).ToNoContent();

    private static async Task<OkAnswer<Page<OAuthAuthorizationView>>> Allowed(CurrentUser user, PageQuery page, IGrainFactory grains) =>
        (await Queries(grains).Authorizations(user.Id, page)).ToOk();

    private static async Task<NoContentAnswer> Revoke(Guid id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await grains.GetGrain<IOAuthAuthorizationGrain>(OAuthKeys.Authorization(id)).Revoke(user.Id, caller.Origin)).ToNoContent();

    private static ClientAnswer Show(OAuthClientMade made) => new(made.Client, made.Secret);

    private static Error? Refuse(IEnumerable<string> scopes, AccessCatalogue catalogue) =>
        scopes.Except(OAuthScopes.Identity).All(name => catalogue.Scopes.Any(scope => scope.Name == name)) ? null : AccountErrors.UnknownScope;

    private static ActedBy By(CurrentUser user, Caller caller) => new(user.Id, caller.Origin);

    /// <summary>An invented name that is too long is nobody's, like any other.</summary>
    private static IOAuthClientGrain Client(IGrainFactory grains, string clientId) =>
        grains.GetGrain<IOAuthClientGrain>(OAuthKeys.Client(clientId.Length > OAuthKeys.MaxClientId ? "" : clientId));

    private static IOAuthQueries Queries(IGrainFactory grains) => grains.GetGrain<IOAuthQueries>(IOAuthQueries.Key);
}
