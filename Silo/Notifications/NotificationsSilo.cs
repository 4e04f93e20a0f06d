using OrleansBackends.Grains.Notifications;
using OrleansBackends.Grains.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Workflows;
using OrleansBackends.Silo.Notifications.Channels;

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
        services.AddSingleton<NotifySettings>().AddSingleton<AppSecrets>().AddSingleton<WorkflowFiles>();
        services.AddSingleton<IWorkflowSource>(new EmbeddedWorkflows(typeof(WorkflowFiles).Assembly, "notifications"));
        services.AddSweep(NotifyAppState.Name, "notifications_app_outbox", "notifyapp");
        services.AddChannels();
        return services;
    }
}
