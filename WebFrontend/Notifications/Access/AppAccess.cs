using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.WebFrontend.Notifications.Access;

/// <summary>The application of the route <c>{app}</c>, as a parameter of handlers: bound only for callers who may act for it, else 404.</summary>
internal sealed record AppAccess(string App, AppCaller Caller) : IEndpointParameterMetadataProvider
{
    private const string Parameter = "app";

    public static async ValueTask<AppAccess?> BindAsync(HttpContext context)
    {
        var app = context.Request.RouteValues[Parameter] as string ?? "";
        var access = await Open(
            app, CurrentUser.From(context.User), CurrentKey.From(context.User), context.RequestServices.GetRequiredService<AppDoor>());
        return access.IsOk ? access.Value : throw new RefusedRequestException(access.Error);
    }

    public static async ValueTask<Result<AppAccess>> Open(string app, CurrentUser? user, CurrentKey? key, AppDoor door)
    {
        if (CallerOf(app, user, key) is not { } caller)
        {
            return NotifyErrors.AppNotFound;
        }

        // A key was asked for when it was read.
        return caller.KeyHash is null && await door.Refuse(app, caller) is { } refusal ? refusal : new AppAccess(app, caller);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterMark(Parameter, InQuery: false, "The application.") { InPath = true });
        builder.Metadata.Add(new Refusals([NotifyErrors.AppNotFound]));
    }

    private static AppCaller? CallerOf(string app, CurrentUser? user, CurrentKey? key) =>
        user is not null ? Of(user)
        : key is { Slice: AppKeyHandler.Slice } && key.App == app ? new AppCaller(User: null, IsAdmin: false, key.Hash)
        : null;

    public static AppCaller Of(CurrentUser user) => new(user.Id, user.IsAdmin, KeyHash: null);
}
