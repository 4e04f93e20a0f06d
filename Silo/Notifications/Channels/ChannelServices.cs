using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Notifications;
using OrleansBackends.Silo.Notifications.Channels.Email;
using OrleansBackends.Silo.Notifications.Channels.Fcm;
using OrleansBackends.Silo.Notifications.Channels.Product;
using OrleansBackends.Silo.Notifications.Channels.Sms;
using OrleansBackends.Silo.Notifications.Channels.Trials;
using OrleansBackends.Silo.Notifications.Channels.WebPush;
using OrleansBackends.Silo.Notifications.Channels.Webhooks;

namespace OrleansBackends.Silo.Notifications.Channels;

internal static class ChannelServices
{
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<NotificationsOptions>, TransportRules>();
        services.AddSingleton<ProductTransport>().AddSingleton<Unconfigured>();
        services.AddSingleton<TrialMessages>();
        services.AddSingleton<MailDialer>().AddSingleton<MailPools>();
        services.AddSingleton<VapidTokens>().AddSingleton<FcmEndpoints>().AddSingleton<FcmTokens>();
        services.AddSingleton<IChannelSender, MailSender>();
        services.AddSingleton<IChannelSender, WebPushSender>();
        services.AddSingleton<IChannelSender, WebhookSender>();
        services.AddSingleton<IChannelSender, SmsSender>();
        services.AddSingleton<IChannelSender, FcmSender>();
        return services;
    }
}
