using OrleansBackends.Grains.Notifications;
using OrleansBackends.Grains.Notifications.Apps;

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
            .Validate(o => o.Email is null or "None", "Notifications:Email may be None; the transport itself is set by Notifications:Smtp.")
            .Validate(o => o.Smtp.Host.Length == 0 || o.Smtp.From.Contains('@'), "Notifications:Smtp:From must be a mail address.")
            .ValidateOnStart();
        services.AddSingleton<NotifySettings>();
        return services;
    }
}
