using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Silo.Notifications.Channels;

internal sealed record OutgoingEmail : OutgoingMessage
{
    public override NotifyChannel Channel => NotifyChannel.Email;

    /// <summary>Null when the application has none.</summary>
    public required MailTransport? Transport { get; init; }

    public required string To { get; init; }

    public string? ToName { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public string? Html { get; init; }

    /// <summary>Instead of the transport's.</summary>
    public string? ReplyTo { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>The one-click address; null for critical categories.</summary>
    public Uri? Unsubscribe { get; init; }
}

/// <summary>A small text file, as <c>text/calendar</c>.</summary>
internal sealed record MailAttachment(string Name, string Type, string Text);

/// <summary>An SMTP server and who speaks to it.</summary>
internal sealed record MailTransport
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required SmtpSecurity Security { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>An address, alone or as <c>Name &lt;address&gt;</c>.</summary>
    public required string From { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>Set by the operator in the configuration; only then may the host lie in a private network.</summary>
    public bool OfOperator { get; init; }
}
