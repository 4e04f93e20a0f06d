using Microsoft.AspNetCore.Authentication;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.WebFrontend.Notifications.Access;
using OrleansBackends.WebFrontend.Notifications.Addresses;
using OrleansBackends.WebFrontend.Notifications.Apps;

namespace OrleansBackends.WebFrontend.Notifications;

internal static class NotificationsWeb
{
    private const string Slice = AppKeyHandler.Slice;

    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<AppDoor>();
        services.AddSingleton(new KeyPrefix(AppKeyText.Prefix, AppKeyHandler.Name));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, AppKeyHandler>(AppKeyHandler.Name, null);
        services.AddSingleton(new SystemCard(13, "Notifications", "Mail, inbox, push, webhooks and SMS, with a log that gives every reason", "/docs#tag/notifications"));
        services.AddScope($"{Slice}:read", "Read own notifications and applications.").AddScope($"{Slice}:write", "Change own notifications and applications.");
        return services;
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/api/notifications").WithTags("Notifications").RequireScopesOf(Slice);
        notifications.MapApps();
        notifications.MapProviders();
        var programs = notifications.MapGroup("/apps/{app}").AllowKeys();
        programs.MapHooks();
        programs.MapSuppressions();
    }
}
