using Microsoft.Extensions.Options;
using MimeKit;
using OrleansBackends.Grains.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels.Product;

/// <summary>In Production somebody must have said how the product sends mail, or that it sends none.</summary>
internal sealed class TransportRules(IHostEnvironment environment) : IValidateOptions<NotificationsOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationsOptions options) => options switch
    {
        { Email: not (null or "" or NotificationsOptions.NoEmail) } => Refuse("Notifications:Email may say None, nothing else."),
        { Email: NotificationsOptions.NoEmail, Smtp.Host.Length: > 0 } => Refuse("Set either Notifications:Smtp:Host or Notifications:Email=None, not both."),
        { Email: NotificationsOptions.NoEmail } => ValidateOptionsResult.Success,
        { Smtp.Host.Length: 0 } when environment.IsProduction() =>
            Refuse("Notifications:Smtp:Host is missing; name a mail server, or set Notifications:Email=None to run without mail."),
        { Smtp.Host.Length: 0 } => ValidateOptionsResult.Success,
        _ => Judge(options.Smtp),
    };

    private static ValidateOptionsResult Judge(SmtpOptions smtp) => smtp switch
    {
        { Port: < 1 or > 65535 } => Refuse("Notifications:Smtp:Port must be a port from 1 to 65535."),
        { User.Length: > 0, Password: null or "" } => Refuse("Notifications:Smtp:Password is missing beside Notifications:Smtp:User."),
        { From: var from } when !MailboxAddress.TryParse(from, out _) => Refuse("Notifications:Smtp:From must be the sender's mail address."),
        { ReplyTo: { Length: > 0 } replyTo } when !MailboxAddress.TryParse(replyTo, out _) => Refuse("Notifications:Smtp:ReplyTo must be a mail address."),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Refuse(string sentence) => ValidateOptionsResult.Fail(sentence);
}
