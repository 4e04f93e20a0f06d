using System.Text;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications;
using OrleansBackends.Grains.Notifications.Channels;
using OrleansBackends.Grains.Notifications.Preferences;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Product;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>An application's providers with their secrets opened, for one attempt; null where it has none.</summary>
internal sealed class ProviderSettings(SecretBox box, ProductTransport product, IOptions<NotificationsOptions> options, TimeProvider time)
{
    public MailTransport? Mail(AppSettings app) => app.Providers.Email is not { } smtp ? app.App == NotifyKeys.Product ? product.Mail : null : new()
    {
        Host = smtp.Host,
        Port = smtp.Port,
        Security = smtp.Security,
        User = smtp.User,
        Password = smtp.Password is { } password ? Open(app, SecretFields.SmtpPassword, password) : null,
        From = smtp.From,
        ReplyTo = smtp.ReplyTo,
    };

    public SmsAccount? Sms(AppSettings app) => app.Providers.Sms is { AuthToken: { } token } sms
        ? new SmsAccount(new Uri(sms.BaseUrl), sms.AccountSid, Open(app, SecretFields.SmsToken, token), sms.From)
        : null;

    public VapidIdentity? WebPush(AppSettings app) => app.Providers.Webpush is { PrivateKey: { } key } push
        ? new VapidIdentity(push.Subject, new VapidKeys(push.PublicKey, Open(app, SecretFields.VapidKey, key)))
        : null;

    public FcmAccount? Fcm(AppSettings app) => app.Providers.Fcm is { PrivateKey: { } key } fcm
        ? new FcmAccount(fcm.ProjectId, fcm.ClientEmail, Open(app, SecretFields.FcmKey, key))
        : null;

    /// <summary>The present secret, and for a day the one before.</summary>
    public IReadOnlyList<string> Secrets(AppSettings app, AppEndpoint endpoint)
    {
        var field = SecretFields.Endpoint(endpoint.Id);
        var present = Open(app, field, endpoint.Secret);
        return endpoint.FormerSecret is { } former && endpoint.FormerUntil > time.GetUtcNow() ? [present, Open(app, field, former)] : [present];
    }

    /// <summary>Names the message, so that its receipt finds it.</summary>
    public Uri SmsCallback(QueuedMessage message) => Link($"api/notifications/callbacks/sms/{message.App}?message={message.Id}");

    public Uri Unsubscribe(AppSettings app, QueuedMessage message)
    {
        var key = Convert.FromBase64String(Open(app, SecretFields.Unsubscribe, app.UnsubscribeKey));
        return Link($"n/u/{UnsubscribeToken.Create(key, new Unsubscription(message.App, message.Subscriber, message.Category, message.Channel))}");
    }

    private Uri Link(string path) => new($"{options.Value.PublicUrl.TrimEnd('/')}/{path}");

    private string Open(AppSettings app, string field, string secret) => Encoding.UTF8.GetString(box.Open(secret, NotifyKeys.App(app.App), field));
}
