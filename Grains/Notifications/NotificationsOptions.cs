using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications;

/// <summary>What the operator sets for the product's own notifications.</summary>
public sealed class NotificationsOptions
{
    public const string Section = "Notifications";

    public const string NoEmail = "None";

    /// <summary><c>None</c> says that there shall be no mail; else mails of <c>product</c> go by <see cref="Smtp"/>.</summary>
    public string? Email { get; set; }

    /// <summary>The product's mail transport; <c>Host</c> empty means there is none.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>Whether messages without a provider go to the development mailbox; true in the Development environment alone.</summary>
    public bool DevMailbox { get; set; }

    /// <summary>Where links in messages lead; <c>Frontend:PublicUrl</c>.</summary>
    public string PublicUrl { get; set; } = "http://localhost:8080";

    /// <summary>Whom push services may write to about the product's pushes: its site, or the sender of its mails.</summary>
    public string VapidSubject =>
        PublicUrls.IsUrl(PublicUrl, httpsOnly: true) ? PublicUrl : $"mailto:{AddressText.OfSender(Smtp.From) ?? "webmaster@example.org"}";
}

public sealed class SmtpOptions
{
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary><c>Starttls</c> (required, never optional), <c>Tls</c> or <c>None</c>.</summary>
    public SmtpSecurity Security { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    public string From { get; set; } = "";

    public string? ReplyTo { get; set; }
}
