using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class AdminEndpoints
{
    public static void MapAccountsAdmin(this RouteGroupBuilder accounts)
    {
        var admin = accounts.MapGroup("/admin").RequireRole(CurrentUser.Admin).RequireSession();
        admin.MapGet("/users", Users).Limit("read").WithSummary("List users").Refuses(Errors.InvalidCursor);
        admin.MapGet("/users/{id:guid}", User).Limit("read").WithSummary("Read a user").Refuses(AccountErrors.UserNotFound);
        admin.MapGet("/users/{id:guid}/audit", Audit).Limit("read").WithSummary("List what happened to a user, newest first").Refuses(Errors.InvalidCursor);
        admin.MapGet("/audit", AuditOfAll).Limit("read").WithSummary("List what happened to all users and to the system, newest first").Refuses(Errors.InvalidCursor);
        admin.MapGet("/roles", Roles).Limit("read").WithSummary("List the roles that can be granted");

        var write = admin.MapGroup("").RequireFresh().Limit("write");
        write.MapPut("/users/{id:guid}/roles", SetRoles).WithSummary("Set a user's roles")
            .WithDescription("Tokens with other roles are void at once; their sessions refresh.")
            .Refuses(AccountErrors.UserNotFound, Errors.Stale, AdminErrors.LastAdmin, AdminErrors.SelfLockout, AdminErrors.UnknownRole);
        write.MapPost("/users/{id:guid}/disable", Disable).WithSummary("Disable a user")
            .Refuses(AccountErrors.UserNotFound, AdminErrors.LastAdmin, AdminErrors.SelfLockout);
        write.MapPost("/users/{id:guid}/enable", Enable).WithSummary("Enable a user again").Refuses(AccountErrors.UserNotFound);
        write.MapPost("/users/{id:guid}/revoke-sessions", RevokeSessions).WithSummary("End a user's sessions").Refuses(AccountErrors.UserNotFound);
        write.MapPost("/users/{id:guid}/require-reset", RequireReset).WithSummary("Ask a user for a new password")
            .WithDescription("Ends all sessions; nobody signs in with the password before it is changed, or unlock lifts it.")
            .Refuses(AccountErrors.UserNotFound);
        write.MapPost("/users/{id:guid}/unlock", Unlock).WithSummary("Forget a user's failed attempts and a required reset").Refuses(AccountErrors.UserNotFound);
        write.MapPost("/users/{id:guid}/remove-second-factor", RemoveSecondFactor).WithSummary("Take the second factor away from a user who lost it")
            .WithDescription("Ends all sessions.").Refuses(AccountErrors.UserNotFound);
        write.MapPost("/keys/rotate", Rotate).WithSummary("Make a new signing key and use it at once").Refuses(KeyErrors.RotatedTooOften);
    }

    private static async Task<OkAnswer<Page<UserRow>>> Users([AsParameters] UserListQuery query, PageQuery page, IGrainFactory grains)
    {
        var filter = query.ToFilter();
        return (filter.IsOk ? await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Users(filter.Value, page) : filter.Error).ToOk();
    }

    private static async Task<OkAnswer<AdminUserView>> User(Guid id, IGrainFactory grains) => (await Control(grains, id).View()).ToOk();

    private static async Task<OkAnswer<Page<AuditEntry>>> Audit(Guid id, string? kind, PageQuery page, IGrainFactory grains) =>
        (await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Audit(new UserId(id), kind, page)).ToOk();

    private static async Task<OkAnswer<Page<UserAuditEntry>>> AuditOfAll([AsParameters] AuditQuery query, PageQuery page, IGrainFactory grains)
    {
        var filter = query.ToFilter();
        return (filter.IsOk ? await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).AuditOfAll(filter.Value, page) : filter.Error).ToOk();
    }

    private static OkAnswer<RolesAnswer> Roles(AccessCatalogue catalogue) => ((Result<RolesAnswer>)new RolesAnswer(catalogue.Roles)).ToOk();

    private static async Task<OkAnswer<AdminUserView>> SetRoles(
        Guid id, SetRolesRequest request, CurrentUser user, IfMatch version, AccessCatalogue catalogue, IGrainFactory grains, Caller caller) =>
        (catalogue.RefuseRoles(request.Roles) is { } unknown
            ? unknown
            : await Admins(grains).SetRoles(new UserId(id), request.Roles, version.Version, By(user, caller))).ToOk();

    private static async Task<OkAnswer<AdminUserView>> Disable(Guid id, DisableRequest? request, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Admins(grains).Disable(new UserId(id), request?.Reason, By(user, caller))).ToOk();

    private static async Task<OkAnswer<AdminUserView>> Enable(Guid id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Admins(grains).Enable(new UserId(id), By(user, caller))).ToOk();

    private static async Task<OkAnswer<AdminUserView>> RevokeSessions(Guid id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Control(grains, id).RevokeSessions(By(user, caller))).ToOk();

    private static async Task<OkAnswer<AdminUserView>> RequireReset(Guid id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Control(grains, id).RequireReset(By(user, caller))).ToOk();

    private static async Task<OkAnswer<AdminUserView>> Unlock(Guid id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await Control(grains, id).Unlock(By(user, caller))).ToOk();

    private static async Task<OkAnswer<AdminUserView>> RemoveSecondFactor(Guid id, CurrentUser user, IGrainFactory grains, Caller caller) =>
        (await grains.GetGrain<IAccountSecondFactorGrain>(AccountKey.Of(new UserId(id))).RemoveSecondFactor(By(user, caller))).ToOk();

    private static async Task<OkAnswer<RotationAnswer>> Rotate(CurrentUser user, IGrainFactory grains, TokenKeys keys, Caller caller)
    {
        var rotated = await grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Main).Rotate(user.Id, caller.Origin);
        keys.Forget();
        return rotated.Map(kid => new RotationAnswer(kid)).ToOk();
    }

    private static ActedBy By(CurrentUser user, Caller caller) => new(user.Id, caller.Origin);

    private static IAdminsGrain Admins(IGrainFactory grains) => grains.GetGrain<IAdminsGrain>(IAdminsGrain.Main);

    private static IAccountControlGrain Control(IGrainFactory grains, Guid id) => grains.GetGrain<IAccountControlGrain>(AccountKey.Of(new UserId(id)));
}
