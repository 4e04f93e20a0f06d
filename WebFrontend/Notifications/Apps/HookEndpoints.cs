using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Channels;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Apps;

/// <summary>Where an application's webhooks go.</summary>
internal static class HookEndpoints
{
    public static void MapHooks(this RouteGroupBuilder programs)
    {
        var hooks = programs.MapGroup("/endpoints");
        hooks.MapPost("", Add).Limit("write").NoStore()
            .WithSummary("Add a webhook endpoint")
            .WithDescription("The answer holds its secret, shown only now. Signatures follow Standard Webhooks.")
            .Refuses(NotifyErrors.UrlNotPublic, NotifyErrors.TooManyEndpoints, Errors.KeyReused);
        hooks.MapGet("", List).Limit("read").WithSummary("List webhook endpoints");
        hooks.MapGet("/{id}", Get).Limit("read").WithSummary("Show a webhook endpoint").Refuses(NotifyErrors.EndpointNotFound);
        hooks.MapPatch("/{id}", Change).Limit("write")
            .WithSummary("Change a webhook endpoint").Refuses(NotifyErrors.EndpointNotFound, NotifyErrors.UrlNotPublic);
        hooks.MapDelete("/{id}", Remove).Limit("write").WithSummary("Remove a webhook endpoint").Refuses(NotifyErrors.EndpointNotFound);
        hooks.MapPost("/{id}/rotate", Rotate).Limit("write").NoStore()
            .WithSummary("Give a webhook endpoint a new secret")
            .WithDescription("For 24 hours messages are signed with the former one too.").Refuses(NotifyErrors.EndpointNotFound);
        hooks.MapPost("/{id}/enable", Enable).Limit("write")
            .WithSummary("Send to a disabled webhook endpoint again").Refuses(NotifyErrors.EndpointNotFound);
        hooks.MapPost("/{id}/test", Test).Limit("notifications-test")
            .WithSummary("Send a signed message of type test to a webhook endpoint")
            .WithDescription("The answer says at once what came of it; a disabled endpoint is called too.").Refuses(NotifyErrors.EndpointNotFound);
    }

    private static async Task<CreatedAnswer<EndpointSecret>> Add(
        CreateEndpointRequest request, AppAccess access, Idempotency idempotency, IGrainFactory grains)
    {
        var endpoint = new NewEndpoint(request.Url, request.Events, request.Description);
        var added = await AppEndpoints.App(grains, access.App).AddEndpoint(access.Caller, endpoint, idempotency.Operation);
        return added.ToCreated(a => $"/api/notifications/apps/{access.App}/endpoints/{a.Endpoint.Id}");
    }

    private static async Task<OkAnswer<Page<EndpointView>>> List(AppAccess access, IGrainFactory grains) =>
        (await AppEndpoints.App(grains, access.App).Endpoints(access.Caller)).Map(all => new Page<EndpointView>(all, null)).ToOk();

    private static async Task<OkAnswer<EndpointView>> Get(string id, AppAccess access, IGrainFactory grains)
    {
        var all = await AppEndpoints.App(grains, access.App).Endpoints(access.Caller);
        return (!all.IsOk ? all.Error
            : all.Value.FirstOrDefault(e => e.Id == id) is { } found ? (Result<EndpointView>)found
            : NotifyErrors.EndpointNotFound).ToOk();
    }

    private static async Task<OkAnswer<EndpointView>> Change(string id, ChangeEndpointRequest request, AppAccess access, IGrainFactory grains)
    {
        var change = new EndpointChange(request.Url, request.Events, request.Description);
        return (await AppEndpoints.App(grains, access.App).ChangeEndpoint(access.Caller, id, change)).ToOk();
    }

    private static async Task<NoContentAnswer> Remove(string id, AppAccess access, IGrainFactory grains) =>
        (await AppEndpoints.App(grains, access.App).RemoveEndpoint(access.Caller, id)).ToNoContent();

    private static async Task<OkAnswer<EndpointSecret>> Rotate(string id, AppAccess access, IGrainFactory grains) =>
        (await AppEndpoints.App(grains, access.App).RotateEndpoint(access.Caller, id)).ToOk();

    private static async Task<OkAnswer<EndpointView>> Enable(string id, AppAccess access, IGrainFactory grains) =>
        (await AppEndpoints.App(grains, access.App).EnableEndpoint(access.Caller, id)).ToOk();

    private static async Task<OkAnswer<TrialView>> Test(string id, AppAccess access, IGrainFactory grains) =>
        (await grains.GetGrain<IChannelTrial>(0).Endpoint(access.App, id)).ToOk();
}
