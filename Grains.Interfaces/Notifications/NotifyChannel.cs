namespace OrleansBackends.Grains.Interfaces.Notifications;

[GenerateSerializer, Alias("notifications.channel")]
public enum NotifyChannel
{
    Email,
    Inbox,
    Webpush,
    Webhook,
    Sms,
    Fcm,
}
