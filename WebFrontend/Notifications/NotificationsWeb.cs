using Microsoft.AspNetCore.Authentication;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.WebFrontend.Notifications.Access;
using OrleansBackends.WebFrontend.Notifications.Addresses;
using OrleansBackends.WebFrontend.Notifications.Apps;
using OrleansBackends.WebFrontend.Notifications.Callbacks;
using OrleansBackends.WebFrontend.Notifications.DevMailbox;
using OrleansBackends.WebFrontend.Notifications.Inbox;
using OrleansBackends.WebFrontend.Notifications.Lists;
using OrleansBackends.WebFrontend.Notifications.Log;
using OrleansBackends.WebFrontend.Notifications.Preferences;
using OrleansBackends.WebFrontend.Notifications.Subscribers;
using OrleansBackends.WebFrontend.Notifications.Topics;
using OrleansBackends.WebFrontend.Notifications.Triggers;
using OrleansBackends.WebFrontend.Notifications.Workflows;

namespace OrleansBackends.WebFrontend.Notifications;

internal static class NotificationsWeb
{
    private const string Slice = AppKeyHandler.Slice;

    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<AppDoor>().AddSingleton<TriggerDesk>();
        services.AddSingleton(new KeyPrefix(AppKeyText.Prefix, AppKeyHandler.Name));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, AppKeyHandler>(AppKeyHandler.Name, null);
        services.AddSingleton(new SystemCard(13, "Notifications", "Mail, inbox, push, webhooks and SMS, with a log that gives every reason", "/docs#tag/notifications"));
        services.AddSingleton<ILiveTopics, InboxTopics>().AddUserTopic(InboxTopics.Topic, "/api/notifications/me/inbox");
        services.AddSingleton<ILiveTopics, DeliveryTopics>();
        services.AddScope($"{Slice}:read", "Read own notifications and applications.").AddScope($"{Slice}:write", "Change own notifications and applications.");
        return services;
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/api/notifications").WithTags("Notifications").RequireScopesOf(Slice);
        notifications.MapApps();
        notifications.MapProviders();
        notifications.MapSmsCallbacks();
        var programs = notifications.MapGroup("/apps/{app}").AllowKeys();
        programs.MapHooks();
        programs.MapSuppressions();
        programs.MapWorkflows();
        programs.MapTriggers();
        programs.MapTopics();
        programs.MapMessages();
        programs.MapLists();
        var subscriber = programs.MapGroup("/subscribers/{id}");
        subscriber.MapSubscribers();
        subscriber.MapPerson("a subscriber");
        notifications.MapGroup("/me").MapPerson("yourself");
        routes.MapUnsubscribe();
        routes.MapDevMailbox();
    }

    /// <summary>What a program does for its subscribers and what people do for themselves.</summary>
    private static void MapPerson(this RouteGroupBuilder person, string whose)
    {
        person.MapDevices(whose);
        person.MapPreferences(whose);
        person.MapInbox(whose);
    }
}
