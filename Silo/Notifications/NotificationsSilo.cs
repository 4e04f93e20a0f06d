using OrleansBackends.Grains.Notifications;
using OrleansBackends.Grains.Notifications.Apps;
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
        services.AddSingleton<NotifySettings>();
        services.AddChannels();
        return services;
    }
}
