using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

internal static class ProfileEndpoints
{
    public static void MapProfile(this RouteGroupBuilder accounts)
    {
        accounts.MapGet("/me", Me).RefuseClients().Limit("read").WithSummary("Read the own account");
        accounts.MapPatch("/me", Edit).RequireSession().Limit("write")
            .WithSummary("Edit the own profile")
            .WithDescription("Absent members stay, null clears. A user name changes at most twice in 30 days.")
            .Refuses(Errors.Stale, AccountErrors.UsernameTaken, AccountErrors.InvalidUsername, AccountErrors.UsernameChangedRecently);
        accounts.MapGet("/audit", Audit).RequireSession().Limit("read")
            .WithSummary("List what happened to the own account, newest first")
            .Refuses(Errors.InvalidCursor);
    }

    private static async Task<OkAnswer<AccountView>> Me(CurrentUser user, HeldBackRoles heldBack, IGrainFactory grains) =>
        (await grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Me()).Map(me => heldBack.Apply(me, user)).ToOk();

    private static async Task<OkAnswer<AccountView>> Edit(
        EditProfileRequest request, CurrentUser user, IfMatch version, HeldBackRoles heldBack, IGrainFactory grains, Caller caller)
    {
        var change = new ProfileChange
        {
            Username = request.Username,
            DisplayName = request.DisplayName,
            Bio = request.Bio,
            ImageUrl = request.ImageUrl,
            Locale = request.Locale,
            TimeZone = request.TimeZone,
        };
        return (await grains.GetGrain<IAccountGrain>(AccountKey.Of(user.Id)).Edit(change, version.Version, caller.Origin))
            .Map(me => heldBack.Apply(me, user)).ToOk();
    }

    private static async Task<OkAnswer<Page<AuditEntry>>> Audit(string? kind, PageQuery page, CurrentUser user, IGrainFactory grains) =>
        (kind is null || AuditKinds.All.Contains(kind)
            ? await grains.GetGrain<IAccountQueries>(IAccountQueries.Key).Audit(user.Id, kind, page)
            : Errors.Invalid("There is no such kind of entry.", "kind")).ToOk();
}
