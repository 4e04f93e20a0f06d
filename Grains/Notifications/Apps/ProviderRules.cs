using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Channels;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>What a provider must look like, how its secret is sealed, and what people are shown of it.</summary>
internal static class ProviderRules
{
    /// <summary>The providers with the one that is given in its place. A secret that is null stays as it was.</summary>
    public static Result<ProviderSet> With(this ProviderSet now, ProviderSet given, Func<string, string, string> seal) => given switch
    {
        { Email: { } smtp, Sms: null, Webpush: null, Fcm: null } => Refuse(smtp) is { } refused ? refused
            : now with { Email = smtp with { Password = Box(smtp.Password, now.Email?.Password, SecretFields.SmtpPassword, seal) } },
        { Email: null, Sms: { } sms, Webpush: null, Fcm: null } => Refuse(sms, now.Sms) is { } refused ? refused
            : now with { Sms = sms with { AuthToken = Box(sms.AuthToken, now.Sms?.AuthToken, SecretFields.SmsToken, seal) } },
        { Email: null, Sms: null, Webpush: { } push, Fcm: null } => Refuse(push) is { } refused ? refused
            : now with { Webpush = Keyed(push, now.Webpush, seal) },
        { Email: null, Sms: null, Webpush: null, Fcm: { } fcm } => Refuse(fcm, now.Fcm) is { } refused ? refused
            : now with { Fcm = fcm with { PrivateKey = Box(fcm.PrivateKey, now.Fcm?.PrivateKey, SecretFields.FcmKey, seal) } },
        _ => NotifyErrors.ProviderInvalid("One provider is set at a time.", "provider"),
    };

    public static ProviderSet WithoutSecrets(this ProviderSet providers) => new()
    {
        Email = providers.Email is { } smtp ? smtp with { Password = null } : null,
        Sms = providers.Sms is { } sms ? sms with { AuthToken = null } : null,
        Webpush = providers.Webpush is { } push ? push with { PrivateKey = null } : null,
        Fcm = providers.Fcm is { } fcm ? fcm with { PrivateKey = null } : null,
    };

    private static Error? Refuse(SmtpProvider smtp) =>
        smtp.Port is < 1 or > 65_535 ? NotifyErrors.ProviderInvalid("A port is 1 to 65535.", "port")
        : AddressText.OfSender(smtp.From) is null ? NotifyErrors.ProviderInvalid("A sender is an address, alone or as Name <address>.", "from")
        : smtp.ReplyTo is { } reply && !AddressText.IsMail(reply) ? NotifyErrors.ProviderInvalid("This is no mail address.", "replyTo")
        : TooLong(smtp.User) || TooLong(smtp.Password) ? NotifyErrors.ProviderInvalid("The credentials are too long.", "password")
        : !PublicUrls.IsHost(smtp.Host) ? NotifyErrors.UrlNotPublic with { Member = "host" }
        : null;

    private static Error? Refuse(SmsProvider sms, SmsProvider? before) =>
        !PublicUrls.IsUrl(sms.BaseUrl) ? NotifyErrors.UrlNotPublic with { Member = "baseUrl" }
        : !AppRules.IsText(sms.AccountSid, AppLimits.Text) ? NotifyErrors.ProviderInvalid("An account is named.", "accountSid")
        : !AppRules.IsText(sms.From, AppLimits.Text) ? NotifyErrors.ProviderInvalid("A sender is named.", "from")
        : TooLong(sms.AuthToken) || (sms.AuthToken ?? before?.AuthToken) is null ? NotifyErrors.ProviderInvalid("A token is needed.", "authToken")
        : null;

    private static Error? Refuse(WebpushProvider push) =>
        push.Subject.StartsWith("mailto:", StringComparison.Ordinal) && AddressText.IsMail(push.Subject["mailto:".Length..]) ? null
        : PublicUrls.IsUrl(push.Subject, httpsOnly: true) ? null
        : NotifyErrors.ProviderInvalid("A subject is mailto: or https:.", "subject");

    private static Error? Refuse(FcmProvider fcm, FcmProvider? before) =>
        !AppRules.IsText(fcm.ProjectId, AppLimits.Text) ? NotifyErrors.ProviderInvalid("A project is named.", "projectId")
        : !AddressText.IsMail(fcm.ClientEmail) ? NotifyErrors.ProviderInvalid("This is no mail address.", "clientEmail")
        : fcm.PrivateKey is { } key && !IsRsa(key) ? NotifyErrors.ProviderInvalid("This is no RSA key in PEM form.", "privateKey")
        : (fcm.PrivateKey ?? before?.PrivateKey) is null ? NotifyErrors.ProviderInvalid("A key is needed.", "privateKey")
        : null;

    private static WebpushProvider Keyed(WebpushProvider push, WebpushProvider? before, Func<string, string, string> seal)
    {
        if (before is { PrivateKey: not null })
        {
            return before with { Subject = push.Subject };
        }

        var keys = VapidKeys.Create();
        return push with { PublicKey = keys.PublicKey, PrivateKey = seal(SecretFields.VapidKey, keys.PrivateKey) };
    }

    private static string? Box(string? clear, string? before, string field, Func<string, string, string> seal) => clear is null ? before : seal(field, clear);

    private static bool TooLong(string? secret) => secret?.Length > AppLimits.Secret;

    private static bool IsRsa(string pem)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return pem.Length <= AppLimits.Secret;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return false; // Importing is the only way to find out.
        }
    }
}
