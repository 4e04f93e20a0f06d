using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Silo.Notifications.Channels.Email;

/// <summary>What makes two transports one provider: the server and who signs in there, not what they call themselves.</summary>
internal sealed record MailServer(string Host, int Port, SmtpSecurity Security, string? User, string? Password, bool OfOperator)
{
    public static MailServer Of(MailTransport transport) =>
        new(transport.Host, transport.Port, transport.Security, transport.User, transport.Password, transport.OfOperator);
}
