using OrleansBackends.Grains.Notifications;
using OrleansBackends.Grains.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Workflows;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Silo.Notifications;

internal static class NotificationsSilo
{
    public static IServiceCollection AddNotificationsSilo(this IServiceCollection services)
    {
        services.AddOptions<NotificationsOptions>()
            .BindConfiguration(NotificationsOptions.Section)
            .Configure<IConfiguration, IHostEnvironment>((options, settings, host) =>
            {
                options.PublicUrl = settings["Frontend:PublicUrl"] ?? options.PublicUrl;
                options.DevMailbox = host.IsDevelopment();
            })
            .ValidateOnStart();
        services.AddSingleton<NotifySettings>().AddSingleton<AppSecrets>().AddSingleton<WorkflowFiles>().AddSingleton<ChannelAccess>();
        services.AddSingleton<FanOutPlaces>().AddSingleton<TriggerServices>().AddSingleton<TriggerReader>().AddSingleton<SubscriberServices>();
        services.AddSingleton<IWorkflowSource>(new EmbeddedWorkflows(typeof(WorkflowFiles).Assembly, "notifications"));
        services.AddSweep(NotifyAppState.Name, "notifications_app_outbox", "notifyapp")
            .AddSweep(TriggerState.Name, "notifications_trigger_due", "trigger")
            .AddSweep(SubscriberState.Name, "notifications_subscriber_outbox", "subscriber")
            .AddSweep(SubscriberState.Name, "notifications_subscriber_due", "subscriber");
        services.AddSingleton<IUserExport, NotificationsUserData>().AddSingleton<IUserErasure, NotificationsUserData>();
        services.AddChannels();
        services.AddSending();
        return services;
    }
}
