using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;

namespace OrleansBackends.WebFrontend.RateLimits.Apps;

/// <summary>Applications and their keys: for their owners, and the built-in one for administrators.</summary>
internal static class AppEndpoints
{
    public static void MapApps(this RouteGroupBuilder apps)
    {
        apps.MapPost("", Create).Limit("write").NoStore()
            .WithSummary("Create an application")
            .WithDescription("The answer holds its first key, which is shown only now.")
            .Refuses(RateLimitErrors.NameInvalid, RateLimitErrors.QuotaReached, Errors.KeyReused);
        apps.MapGet("", List).Limit("read").WithSummary("List your applications, newest first").Refuses(Errors.InvalidCursor);
        apps.MapGet("/{app}", Get).Limit("read").WithSummary("Show an application").Refuses(RateLimitErrors.AppNotFound);
        apps.MapPatch("/{app}", Change).Limit("write").RequireIfMatch()
            .WithSummary("Change an application").Refuses(RateLimitErrors.AppNotFound, RateLimitErrors.NameInvalid);
        apps.MapDelete("/{app}", Delete).Limit("write")
            .WithSummary("End an application and its keys").Refuses(RateLimitErrors.AppNotFound, Errors.Stale, RateLimitErrors.BuiltIn);
        apps.MapPost("/{app}/keys", AddKey).Limit("write").NoStore()
            .WithSummary("Make a key").WithDescription("The key is shown only now.")
            .Refuses(RateLimitErrors.AppNotFound, RateLimitErrors.NameInvalid, RateLimitErrors.TooManyKeys, RateLimitErrors.BuiltIn, Errors.KeyReused);
        apps.MapDelete("/{app}/keys/{keyId}", RemoveKey).Limit("write")
            .WithSummary("Revoke a key").WithDescription("It is refused everywhere within two seconds.")
            .Refuses(RateLimitErrors.AppNotFound, RateLimitErrors.KeyNotFound);
    }

    public static LimitCaller ToCaller(this CurrentUser user) => new(user.Id, user.IsAdmin);

    private static async Task<CreatedAnswer<NewLimitApp>> Create(NameRequest request, CurrentUser user, Idempotency idempotency, AppDesk desk) =>
        (await desk.Create(user.Id, request.Name, idempotency.Operation)).ToCreated(app => $"/api/rate-limits/apps/{app.Id}");

    private static async Task<OkAnswer<Page<LimitAppView>>> List(PageQuery page, CurrentUser user, AppDesk desk) => (await desk.List(user.Id, page)).ToOk();

    private static async Task<OkAnswer<LimitAppView>> Get(string app, CurrentUser user, AppDesk desk) =>
        (await desk.Ask(app, a => a.Get(user.ToCaller()))).ToOk();

    private static async Task<OkAnswer<LimitAppView>> Change(string app, ChangeAppRequest request, CurrentUser user, IfMatch ifMatch, AppDesk desk) =>
        ifMatch.Version is { } version
            ? (await desk.Change(app, a => a.Change(user.ToCaller(), request.ToChange(), version))).ToOk()
            : ((Result<LimitAppView>)WebErrors.IfMatchRequired).ToOk();

    private static async Task<NoContentAnswer> Delete(string app, CurrentUser user, IfMatch ifMatch, AppDesk desk) =>
        (await desk.Change(app, a => a.Delete(user.ToCaller(), ifMatch.Version))).ToNoContent();

    private static async Task<CreatedAnswer<NewLimitKey>> AddKey(
        string app, NameRequest request, CurrentUser user, Idempotency idempotency, AppDesk desk) =>
        (await desk.Change(app, a => a.AddKey(user.ToCaller(), request.Name, idempotency.Operation)))
            .ToCreated(key => $"/api/rate-limits/apps/{app}/keys/{key.Id}");

    private static async Task<NoContentAnswer> RemoveKey(string app, string keyId, CurrentUser user, AppDesk desk) =>
        (await desk.Change(app, a => a.RemoveKey(user.ToCaller(), keyId))).ToNoContent();
}
