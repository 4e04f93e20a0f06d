using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications;

/// <summary>Whether anything can leave over a channel: by the application's provider, the operator's transport, or the development mailbox.</summary>
internal sealed class ChannelAccess(IOptions<NotificationsOptions> options)
{
    private readonly NotificationsOptions options = options.Value;

    public bool IsConfigured(AppSettings app, NotifyChannel channel) =>
        channel is NotifyChannel.Inbox or NotifyChannel.Webhook
        || HasProvider(app, channel)
        || options.DevMailbox
        || (channel == NotifyChannel.Email && app.App == NotifyKeys.Product && options.Smtp.Host.Length > 0);

    private static bool HasProvider(AppSettings app, NotifyChannel channel) => channel switch
    {
        NotifyChannel.Email => app.Providers.Email is not null,
        NotifyChannel.Sms => app.Providers.Sms is not null,
        NotifyChannel.Webpush => app.Providers.Webpush is not null,
        NotifyChannel.Fcm => app.Providers.Fcm is not null,
        _ => false,
    };
}
