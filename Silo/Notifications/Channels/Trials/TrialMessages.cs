using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Silo.Notifications.Channels.Trials;

/// <summary>What a trial sends: words of its own, with the application's real settings.</summary>
internal sealed class TrialMessages(ProviderSettings providers, TimeProvider time)
{
    private const string Type = "test";
    private const string Text = "This is a test of how messages leave.";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    /// <summary>Null where the application has no provider for the channel.</summary>
    public OutgoingMessage? Of(AppSettings app, NotifyChannel channel, PushTarget to) => channel switch
    {
        NotifyChannel.Email when providers.Mail(app) is { } transport => Email(app, transport, to.Address),
        NotifyChannel.Sms when providers.Sms(app) is { } account => Sms(app, account, to.Address),
        NotifyChannel.Webpush when providers.WebPush(app) is { } identity => WebPush(app, identity, to),
        NotifyChannel.Fcm when providers.Fcm(app) is { } account => Fcm(app, account, to.Address),
        _ => null,
    };

    public OutgoingWebhook Of(AppSettings app, AppEndpoint endpoint) => new()
    {
        App = app.App,
        MessageId = NewId(),
        Lane = Lane.Transactional,
        ExpiresAt = Soon,
        Url = new Uri(endpoint.Url),
        Secrets = providers.Secrets(app, endpoint),
        Type = Type,
        At = time.Now(),
        Data = "{}",
    };

    private DateTimeOffset Soon => time.Now() + Life;

    private OutgoingEmail Email(AppSettings app, MailTransport transport, string to) => new()
    {
        App = app.App,
        MessageId = NewId(),
        Lane = Lane.Transactional,
        ExpiresAt = Soon,
        Transport = transport,
        To = to,
        Subject = $"Test of {app.Name}",
        Text = Text,
    };

    private OutgoingSms Sms(AppSettings app, SmsAccount account, string to) => new()
    {
        App = app.App,
        MessageId = NewId(),
        Lane = Lane.Transactional,
        ExpiresAt = Soon,
        Account = account,
        To = to,
        Body = Text,
    };

    private OutgoingWebPush? WebPush(AppSettings app, VapidIdentity identity, PushTarget to) => to.Keys is not { } keys ? null : new()
    {
        App = app.App,
        MessageId = NewId(),
        Lane = Lane.Transactional,
        ExpiresAt = Soon,
        Identity = identity,
        Endpoint = new Uri(to.Address),
        P256dh = keys.P256dh,
        Auth = keys.Auth,
        Payload = DocumentJson.Write(new { title = app.Name, body = Text }),
    };

    private OutgoingFcm Fcm(AppSettings app, FcmAccount account, string token) => new()
    {
        App = app.App,
        MessageId = NewId(),
        Lane = Lane.Transactional,
        ExpiresAt = Soon,
        Account = account,
        Token = token,
        Title = app.Name,
        Body = Text,
    };

    private string NewId() => $"{MessageIds.Prefix}{Ids.New(time):N}";
}
