using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Apps;

/// <summary>Applications and their keys: for their owners alone.</summary>
internal static class AppEndpoints
{
    public static void MapApps(this RouteGroupBuilder notifications)
    {
        var apps = notifications.MapGroup("/apps");
        apps.MapPost("", Create).Limit("write").NoStore()
            .WithSummary("Create an application")
            .WithDescription("The answer holds its first key, which is shown only now.")
            .Refuses(NotifyErrors.QuotaReached, Errors.KeyReused);
        apps.MapGet("", List).Limit("read").WithSummary("List your applications");
        apps.MapGet("/{app}", Get).Limit("read").WithSummary("Show an application");
        apps.MapPatch("/{app}", Change).Limit("write")
            .WithSummary("Change name, categories or caps of an application").Refuses(Errors.Stale);
        apps.MapDelete("/{app}", Delete).Limit("write")
            .WithSummary("Delete an application").WithDescription("Nothing is accepted or sent for it any more.");
        apps.MapPost("/{app}/keys", AddKey).Limit("write").NoStore()
            .WithSummary("Make a key").WithDescription("The key is shown only now.").Refuses(NotifyErrors.TooManyKeys, Errors.KeyReused);
        apps.MapDelete("/{app}/keys/{id}", RemoveKey).Limit("write").WithSummary("Revoke a key").Refuses(NotifyErrors.KeyNotFound);
    }

    private static async Task<CreatedAnswer<CreatedApp>> Create(
        CreateAppRequest request, CurrentUser user, Idempotency idempotency, IGrainFactory grains) =>
        (await Owned(grains, user).Create(request.Name, idempotency.Operation)).ToCreated(created => $"/api/notifications/apps/{created.App.App}");

    private static async Task<OkAnswer<Page<AppView>>> List(CurrentUser user, IGrainFactory grains)
    {
        var apps = await Owned(grains, user).Apps();
        var views = await Task.WhenAll(apps.Concat(user.IsAdmin ? [NotifyKeys.Product] : []).Select(app => App(grains, app).Get(AppAccess.Of(user))));
        return new Result<Page<AppView>> { Value = new Page<AppView>([.. views.Where(v => v.IsOk).Select(v => v.Value!)], null) }.ToOk();
    }

    private static async Task<OkAnswer<AppView>> Get(AppAccess access, IGrainFactory grains) =>
        (await App(grains, access.App).Get(access.Caller)).ToOk();

    private static async Task<OkAnswer<AppView>> Change(ChangeAppRequest request, AppAccess access, IfMatch ifMatch, IGrainFactory grains) =>
        (await App(grains, access.App).Change(access.Caller, request.ToChange(), ifMatch.Version)).ToOk();

    private static async Task<NoContentAnswer> Delete(AppAccess access, CurrentUser user, IGrainFactory grains) =>
        (await Owned(grains, user).Delete(access.App)).ToNoContent();

    private static async Task<CreatedAnswer<CreatedKey>> AddKey(AppAccess access, Idempotency idempotency, IGrainFactory grains) =>
        (await App(grains, access.App).AddKey(access.Caller, idempotency.Operation)).ToCreated(key => $"/api/notifications/apps/{access.App}/keys/{key.Id}");

    private static async Task<NoContentAnswer> RemoveKey(string id, AppAccess access, IGrainFactory grains) =>
        (await App(grains, access.App).RemoveKey(access.Caller, id)).ToNoContent();

    internal static INotifyAppGrain App(IGrainFactory grains, string app) => grains.GetGrain<INotifyAppGrain>(NotifyKeys.App(app));

    private static INotifyOwnerGrain Owned(IGrainFactory grains, CurrentUser user) => grains.GetGrain<INotifyOwnerGrain>(NotifyKeys.Owner(user.Id));
}
