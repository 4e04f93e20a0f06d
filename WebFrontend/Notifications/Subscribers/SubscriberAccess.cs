using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Subscribers;

/// <summary>
/// The subscriber a route is about, as a parameter of handlers: <c>{id}</c> of an application the caller may act for, or under <c>/me</c> the caller
/// as subscriber of <c>product</c>.
/// </summary>
internal sealed record SubscriberAccess(string App, string Id, ISubscriberGrain Grain) : IEndpointParameterMetadataProvider
{
    private const string Parameter = "id";

    public static async ValueTask<SubscriberAccess?> BindAsync(HttpContext context)
    {
        var grains = context.RequestServices.GetRequiredService<IGrainFactory>();
        if (!context.Request.RouteValues.ContainsKey(Parameter))
        {
            return CurrentUser.From(context.User) is { } user ? Of(grains, NotifyKeys.Product, user.Id.ToString()) : null;
        }

        var access = await AppAccess.BindAsync(context);
        var id = context.Request.RouteValues[Parameter] as string;
        return NotifyNames.IsSubscriber(id) ? Of(grains, access!.App, id) : throw new RefusedRequestException(NotifyErrors.SubscriberNotFound);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        if (builder is RouteEndpointBuilder route && route.RoutePattern.GetParameter(Parameter) is not null)
        {
            AppAccess.PopulateMetadata(parameter, builder);
            builder.Metadata.Add(new ParameterMark(Parameter, InQuery: false, "The subscriber.") { InPath = true });
            builder.Metadata.Add(new Refusals([NotifyErrors.SubscriberNotFound]));
        }
    }

    private static SubscriberAccess Of(IGrainFactory grains, string app, string id) =>
        new(app, id, grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(app, id)));
}
