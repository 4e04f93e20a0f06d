using OrleansBackends.Tests.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Kill.Mails;

internal static class MailSettings
{
    /// <summary>Mails of the product go there.</summary>
    public static Dictionary<string, string> Of(SmtpDouble server) => new()
    {
        ["Notifications:Smtp:Host"] = "127.0.0.1",
        ["Notifications:Smtp:Port"] = $"{server.Port}",
        ["Notifications:Smtp:Security"] = "None",
        ["Notifications:Smtp:From"] = "product@example.org",
    };
}
