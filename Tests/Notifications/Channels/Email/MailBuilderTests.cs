using MimeKit;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Notifications.Channels.Email;

public sealed class MailBuilderTests
{
    private static readonly MailTransport Transport = MailHouse.Transport(25) with { ReplyTo = "help@example.org" };
    private static readonly OutgoingEmail Plain = MailHouse.Mail(Transport);

    [Fact]
    public void A_mail_says_who_what_when_and_that_a_machine_wrote_it()
    {
        var mail = Built(Plain with { ToName = "Ada Lovelace" });
        Assert.Equal("msg_1@example.org", mail.MessageId);
        Assert.Equal(Outgoing.Now, mail.Date);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(("Hällo", "\"Shop\" <shop@example.org>", "\"Ada Lovelace\" <ada@example.com>", "help@example.org"),
            (mail.Subject, mail.From.ToString(), mail.To.ToString(), mail.ReplyTo.ToString()));
        Assert.Null(mail.Headers["List-Unsubscribe"]);
    }

    [Fact]
    public void Text_and_html_are_alternatives()
    {
        var mail = Built(Plain with { Html = "<p>Hällo</p>" });
        Assert.Equal(["text/plain", "text/html"], Assert.IsType<MultipartAlternative>(mail.Body).Select(part => part.ContentType.MimeType));
        Assert.Equal(("Ihre Bestellung ist unterwegs.", "<p>Hällo</p>"), (mail.TextBody, mail.HtmlBody));
    }

    [Fact]
    public void Unsubscribing_takes_one_click()
    {
        var mail = Built(Plain with { Unsubscribe = new Uri("https://example.org/n/u/tok_1") });
        Assert.Equal("<https://example.org/n/u/tok_1>", mail.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public void Attachments_are_text_whatever_they_call_themselves()
    {
        var mail = Built(Plain with
        {
            Html = "<p/>",
            ReplyTo = "sales@example.org",
            Attachments = [new("termin.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR"), new("x.exe", "application/octet-stream", "MZ")],
        });
        var files = mail.Attachments.Cast<TextPart>().ToList();
        Assert.Equal(["text/calendar", "text/plain"], files.Select(file => file.ContentType.MimeType));
        Assert.Equal(("termin.ics", "REQUEST", "BEGIN:VCALENDAR"), (files[0].FileName, files[0].ContentType.Parameters["method"], files[0].Text));
        Assert.Equal("sales@example.org", mail.ReplyTo.ToString());
        Assert.NotNull(mail.HtmlBody);
    }

    public static TheoryData<object> Injections =>
    [
        Plain with { Subject = "Hi\r\nBcc: eve@example.com" },
        Plain with { Subject = "Hi\nthere" },
        Plain with { Subject = "Hi\0there" },
        Plain with { ToName = "Ada\r\nBcc: eve@example.com" },
        Plain with { To = "ada@example.com\r\nRCPT TO:<eve@example.com>" },
        Plain with { ReplyTo = "a@example.com\nX: y" },
        Plain with { Attachments = [new("a\r\nb.txt", "text/plain", "x")] },
    ];

    [Theory]
    [MemberData(nameof(Injections))]
    public void A_line_break_in_a_header_refuses_the_message(object mail) =>
        Assert.Equal("header-injection", MailBuilder.Build((OutgoingEmail)mail, Transport, Outgoing.Now).Refused);

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@example.com, eve@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada@example.com eve@example.com")]
    public void A_mail_has_exactly_one_recipient(string to) =>
        Assert.Equal("address-invalid", MailBuilder.Build(Plain with { To = to }, Transport, Outgoing.Now).Refused);

    private static MimeMessage Built(OutgoingEmail email)
    {
        var (mail, refused) = MailBuilder.Build(email, Transport, Outgoing.Now);
        Assert.Null(refused);
        using var wire = new MemoryStream();
        mail!.WriteTo(wire);
        wire.Position = 0;
        return MimeMessage.Load(wire);
    }
}
