using System.Net;
using MimeKit;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Notifications.Channels.Email;

public sealed class MailSenderTests
{
    /// <summary>For a server that says nothing more: long enough to get as far as its silence.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var server = new SmtpDouble();
        using var house = new MailHouse();
        Assert.Equal(new SendOutcome.Sent(), await house.Send(server));
        using var wire = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Assert.Single(server.Mails)));
        using var mail = MimeMessage.Load(wire);
        Assert.Equal(("Hällo", "Ihre Bestellung ist unterwegs.", "msg_1@example.org"), (mail.Subject, mail.TextBody?.TrimEnd(), mail.MessageId));
        Assert.Contains("RCPT TO:<ada@example.com>", server.Commands);
    }

    public static TheoryData<string, string, object> Refusals => new()
    {
        { "RCPT", "550 5.1.1 no such user", new SendOutcome.Permanent("smtp-550 5.1.1") { SuppressAddress = true } },
        { "RCPT", "553 5.1.3 bad address", new SendOutcome.Permanent("smtp-553 5.1.3") { SuppressAddress = true } },
        { "RCPT", "550 5.7.1 not wanted", new SendOutcome.Permanent("smtp-550 5.7.1") },
        { "RCPT", "550 no", new SendOutcome.Permanent("smtp-550") },
        { "RCPT", "450 4.7.1 greylisted", new SendOutcome.Retry("smtp-450 4.7.1") },
        { "RCPT", "452 4.2.2 mailbox full", new SendOutcome.Retry("smtp-452 4.2.2") { SoftBounce = true } },
        { "MAIL", "451 4.3.0 later", new SendOutcome.Retry("smtp-451 4.3.0", ProviderFault: true) },
        { "MAIL", "550 5.1.8 bad sender", new SendOutcome.Permanent("smtp-550 5.1.8") },
        { "DATA", "451 4.3.0 later", new SendOutcome.Retry("smtp-451 4.3.0", ProviderFault: true) },
        { "END", "554 5.6.0 bad content", new SendOutcome.Permanent("smtp-554 5.6.0") },
        { "END", "452 4.3.1 disk full", new SendOutcome.Retry("smtp-452 4.3.1", ProviderFault: true) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_has_one_meaning_and_keeps_the_connection(string at, string reply, object expected)
    {
        await using var server = new SmtpDouble(command => command.StartsWith(at, StringComparison.Ordinal) ? reply : null);
        using var house = new MailHouse();
        Assert.Equal(expected, await house.Send(server));
        server.Script = _ => null;
        Assert.Equal(new SendOutcome.Sent(), await house.Send(server));
        Assert.Equal(1, server.Connections);
    }

    public static TheoryData<string, string, object> Faults => new()
    {
        { "GREETING", "554 no service here", new SendOutcome.Retry("smtp-554", ProviderFault: true) },
        { "GREETING", "421 4.3.2 closing", new SendOutcome.Retry("smtp-421", ProviderFault: true) },
        { "GREETING", "what?", new SendOutcome.Retry("protocol-fault", ProviderFault: true) },
        { "GREETING", SmtpDouble.Cut, new SendOutcome.Retry("protocol-fault", ProviderFault: true) },
        { "EHLO", SmtpDouble.Cut, new SendOutcome.Retry("protocol-fault", ProviderFault: true) },
        { "GREETING", SmtpDouble.Hang, new SendOutcome.Retry("timeout", ProviderFault: true) },
        { "MAIL", SmtpDouble.Hang, new SendOutcome.Retry("timeout", ProviderFault: true) },
        { "RCPT", SmtpDouble.Cut, new SendOutcome.Retry("protocol-fault", ProviderFault: true) },
        { "RCPT", "25", new SendOutcome.Retry("protocol-fault", ProviderFault: true) },
        { "END", SmtpDouble.Hang, new SendOutcome.Unknown("no-answer") },
        { "END", SmtpDouble.Cut, new SendOutcome.Unknown("protocol-fault") },
        { "END", "2", new SendOutcome.Unknown("no-answer") },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task After_a_fault_the_next_mail_takes_a_new_connection(string at, string reply, object expected)
    {
        await using var server = new SmtpDouble(command => command.StartsWith(at, StringComparison.Ordinal) ? reply : null);
        using var house = new MailHouse(patience: expected is SendOutcome.Retry { Reason: "timeout" } or SendOutcome.Unknown { Reason: "no-answer" } ? Short : null);
        Assert.Equal(expected, await house.Send(server));
        server.Script = _ => null;
        using var patient = new MailHouse();
        Assert.Equal(new SendOutcome.Sent(), await patient.Send(server));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_server_that_nobody_runs_can_be_tried_again()
    {
        using var house = new MailHouse();
        Assert.Equal(new SendOutcome.Retry("unreachable", ProviderFault: true), await house.Send(MailHouse.Mail(MailHouse.Transport(FreePort.Next()))));
    }

    [Fact]
    public async Task The_host_of_an_application_must_be_public_at_each_attempt()
    {
        await using var server = new SmtpDouble(command => command.StartsWith("END", StringComparison.Ordinal) ? "421 4.3.2 closing" : null);
        var address = IPAddress.Loopback;
        using var house = new MailHouse(new MailDialer(MailHouse.Leading(() => address)));
        var mail = MailHouse.Mail(MailHouse.Transport(server.Port) with { Host = "mail.example.org", OfOperator = false });
        Assert.IsType<SendOutcome.Retry>(await house.Send(mail));
        address = IPAddress.Parse("10.0.0.1");
        Assert.Equal(new SendOutcome.Retry("address-not-public", ProviderFault: true), await house.Send(mail));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task The_operators_own_server_may_be_private()
    {
        await using var server = new SmtpDouble();
        using var house = new MailHouse(new MailDialer(MailHouse.Leading(() => IPAddress.Parse("10.0.0.1"))));
        Assert.Equal(new SendOutcome.Sent(), await house.Send(server));
        Assert.Equal(
            new SendOutcome.Retry("address-not-public", ProviderFault: true),
            await house.Send(MailHouse.Mail(MailHouse.Transport(server.Port) with { OfOperator = false })));
    }

    [Fact]
    public async Task Without_a_transport_nothing_is_sent_outside_of_development()
    {
        using var house = new MailHouse();
        Assert.Equal(new SendOutcome.Permanent("channel-not-configured"), await house.Send(MailHouse.Mail(null)));
    }

    [Fact]
    public async Task A_refused_sign_in_sends_nothing()
    {
        await using var server = new SmtpDouble(command => command.StartsWith("AUTH", StringComparison.Ordinal) ? "535 5.7.8 wrong" : null) { Capabilities = ["AUTH PLAIN"] };
        using var house = new MailHouse();
        var transport = MailHouse.Transport(server.Port) with { User = "shop", Password = "wrong" };
        Assert.Equal(new SendOutcome.Retry("sign-in-refused", ProviderFault: true), await house.Send(MailHouse.Mail(transport)));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }
}
