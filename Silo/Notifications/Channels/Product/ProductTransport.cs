using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels.Product;

/// <summary>What the operator configured for the application <c>product</c>.</summary>
internal sealed class ProductTransport(IOptions<NotificationsOptions> options)
{
    /// <summary>Null where there is none.</summary>
    public MailTransport? Mail { get; } = options.Value.Smtp is { Host.Length: > 0 } smtp
        ? new MailTransport
        {
            Host = smtp.Host,
            Port = smtp.Port,
            Security = smtp.Security,
            User = smtp.User,
            Password = smtp.Password,
            From = smtp.From,
            ReplyTo = smtp.ReplyTo,
            OfOperator = true,
        }
        : null;
}
