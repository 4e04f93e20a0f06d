using System.Net;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Notifications.Channels.Email;

/// <summary>A sender of mails with a clock of its own.</summary>
internal sealed class MailHouse : IDisposable
{
    private readonly MailPools pools;
    private readonly MailSender sender;

    public MailHouse(MailDialer? dialer = null, TimeSpan? patience = null)
    {
        pools = new MailPools(dialer ?? new MailDialer(new SafeDialer()), Clock);
        sender = new MailSender(pools, Outgoing.Nowhere, Clock) { Patience = patience ?? MailSender.SendTime };
    }

    public FakeTimeProvider Clock { get; } = new(Outgoing.Now);

    /// <summary>A dialer for which every name leads to an address, and this machine is public.</summary>
    public static SafeDialer Leading(Func<IPAddress> address) =>
        new((_, _) => Task.FromResult<IPAddress[]>([address()]), found => found.Equals(IPAddress.Loopback));

    public static MailTransport Transport(int port, SmtpSecurity security = SmtpSecurity.None) =>
        new() { Host = "127.0.0.1", Port = port, Security = security, From = "Shop <shop@example.org>", OfOperator = true };

    public static OutgoingEmail Mail(MailTransport? transport, string id = "msg_1") => new()
    {
        App = "shop",
        MessageId = id,
        Lane = Lane.Transactional,
        ExpiresAt = Outgoing.Now.AddHours(1),
        Transport = transport,
        To = "ada@example.com",
        Subject = "Hällo",
        Text = "Ihre Bestellung ist unterwegs.",
    };

    public Task<SendOutcome> Send(OutgoingEmail mail) => sender.Send(mail, CancellationToken.None);

    public Task<SendOutcome> Send(SmtpDouble server) => Send(Mail(Transport(server.Port)));

    public void Dispose() => pools.Dispose();
}
