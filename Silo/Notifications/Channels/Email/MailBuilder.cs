using MimeKit;
using MimeKit.Text;
using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Channels.Email;

/// <summary>Makes the mail of a message: one recipient, text before HTML, and the header lines that tell machines what it is.</summary>
internal static class MailBuilder
{
    /// <summary>The mail, or the reason why it may not be one.</summary>
    public static (MimeMessage? Mail, string? Refused) Build(OutgoingEmail message, MailTransport transport, DateTimeOffset now)
    {
        if (!Lines(message, transport).All(HeaderSafety.IsSafe))
        {
            return (null, "header-injection");
        }

        if (!IsAddress(message.To))
        {
            return (null, "address-invalid");
        }

        var replyTo = message.ReplyTo ?? transport.ReplyTo;
        if (!MailboxAddress.TryParse(transport.From, out var from) || (replyTo is not null && !MailboxAddress.TryParse(replyTo, out _)))
        {
            return (null, "sender-invalid");
        }

        var mail = new MimeMessage { Subject = message.Subject, Date = now, MessageId = $"{message.MessageId}@{from.Domain}", Body = Body(message) };
        mail.From.Add(from);
        mail.To.Add(new MailboxAddress(message.ToName, message.To));
        if (replyTo is not null)
        {
            mail.ReplyTo.Add(MailboxAddress.Parse(replyTo));
        }

        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Unsubscribe is { } unsubscribe)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe.AbsoluteUri}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return (mail, null);
    }

    /// <summary>One bare address, nothing else.</summary>
    private static bool IsAddress(string text) =>
        MailboxAddress.TryParse(text, out var one) && one.Address == text && one.Domain.Length > 0;

    private static IEnumerable<string?> Lines(OutgoingEmail message, MailTransport transport) =>
    [
        message.To, message.ToName, message.Subject, message.ReplyTo, message.MessageId, transport.From, transport.ReplyTo,
        .. message.Attachments.SelectMany(file => new[] { file.Name, file.Type }),
    ];

    private static MimeEntity Body(OutgoingEmail message)
    {
        MimeEntity body = new TextPart(TextFormat.Plain) { Text = message.Text };
        if (message.Html is { } html)
        {
            body = new MultipartAlternative { body, new TextPart(TextFormat.Html) { Text = html } };
        }

        return message.Attachments.Count == 0 ? body : new Multipart("mixed", [body, .. message.Attachments.Select(Attachment)]);
    }

    private static TextPart Attachment(MailAttachment file)
    {
        // What is no text by its name goes as plain text, so that nothing else can be smuggled in.
        var type = ContentType.TryParse(file.Type, out var named) && named.IsMimeType("text", "*") ? named : new ContentType("text", "plain");
        var part = new TextPart(type.MediaSubtype) { Text = file.Text, ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) };
        foreach (var parameter in type.Parameters.Where(parameter => parameter.Name is not "charset"))
        {
            part.ContentType.Parameters.Add(parameter.Name, parameter.Value);
        }

        part.FileName = file.Name;
        return part;
    }
}
