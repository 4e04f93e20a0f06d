using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Notifications.Channels.Email;

public sealed class MailTlsTests
{
    [Fact]
    public async Task A_mail_goes_over_STARTTLS()
    {
        await using var server = new SmtpDouble { Certificate = Certificate() };
        using var house = new MailHouse(new MailDialer(new SafeDialer()) { Certificates = (_, certificate, _, _) => certificate is not null });
        Assert.Equal(new SendOutcome.Sent(), await house.Send(MailHouse.Mail(MailHouse.Transport(server.Port, SmtpSecurity.Starttls))));
        Assert.Equal(2, server.Commands.Count(command => command.StartsWith("EHLO", StringComparison.Ordinal)));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_nothing_in_clear()
    {
        await using var server = new SmtpDouble { Capabilities = ["AUTH PLAIN"] };
        using var house = new MailHouse();
        var transport = MailHouse.Transport(server.Port, SmtpSecurity.Starttls) with { User = "shop", Password = "secret" };
        Assert.Equal(new SendOutcome.Retry("not-supported-by-server", ProviderFault: true), await house.Send(MailHouse.Mail(transport)));
        Assert.DoesNotContain(server.Commands, command => command[..4] is "MAIL" or "AUTH");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        await using var server = new SmtpDouble { Certificate = Certificate() };
        using var house = new MailHouse();
        Assert.Equal(
            new SendOutcome.Retry("tls-failed", ProviderFault: true), await house.Send(MailHouse.Mail(MailHouse.Transport(server.Port, SmtpSecurity.Starttls))));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
