using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Notifications;
using OrleansBackends.Grains.Notifications.Apps;

namespace OrleansBackends.Tests.Notifications.Apps;

public sealed class ProviderRulesTests
{
    private static readonly SmtpProvider Smtp = new() { Host = "smtp.example.org", Port = 587, Password = "secret", From = "shop@example.org" };
    private static readonly SmsProvider Sms = new() { BaseUrl = "https://sms.example.org", AccountSid = "AC1", AuthToken = "secret", From = "+4930123456" };
    private static readonly FcmProvider Fcm = new() { ProjectId = "shop", ClientEmail = "shop@example.org", PrivateKey = Pem() };

    public static TheoryData<string, string, ProviderSet> Wrong => new()
    {
        { "provider-invalid", "provider", new ProviderSet() },
        { "provider-invalid", "provider", new ProviderSet { Email = Smtp, Sms = Sms } },
        { "provider-invalid", "port", new ProviderSet { Email = Smtp with { Port = 0 } } },
        { "provider-invalid", "from", new ProviderSet { Email = Smtp with { From = "nobody" } } },
        { "provider-invalid", "replyTo", new ProviderSet { Email = Smtp with { ReplyTo = "a@b\r\nBcc: c@d" } } },
        { "url-not-public", "host", new ProviderSet { Email = Smtp with { Host = "127.0.0.1" } } },
        { "url-not-public", "host", new ProviderSet { Email = Smtp with { Host = "localhost" } } },
        { "url-not-public", "host", new ProviderSet { Email = Smtp with { Host = "10.0.0.7" } } },
        { "url-not-public", "baseUrl", new ProviderSet { Sms = Sms with { BaseUrl = "http://169.254.169.254" } } },
        { "url-not-public", "baseUrl", new ProviderSet { Sms = Sms with { BaseUrl = "ftp://sms.example.org" } } },
        { "provider-invalid", "authToken", new ProviderSet { Sms = Sms with { AuthToken = null } } },
        { "provider-invalid", "subject", new ProviderSet { Webpush = new() { Subject = "http://example.org" } } },
        { "provider-invalid", "privateKey", new ProviderSet { Fcm = Fcm with { PrivateKey = "no key" } } },
        { "provider-invalid", "privateKey", new ProviderSet { Fcm = Fcm with { PrivateKey = null } } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_provider_is_refused_with_the_member(string code, string member, ProviderSet given)
    {
        var refused = new ProviderSet().With(given, Seal).Error;
        Assert.Equal((code, member), (refused?.Code, refused?.Member));
    }

    [Theory]
    [InlineData("shop@example.org", true)]
    [InlineData("Shop <shop@example.org>", true)]
    [InlineData("Käse & Co. <shop@example.org>", true)]
    [InlineData("\"Shop, Inc.\" <shop@example.org>", true)]
    [InlineData("<shop@example.org>", false)]
    [InlineData("Shop", false)]
    [InlineData("Shop <nobody>", false)]
    [InlineData("Shop, Inc. <shop@example.org>", false)]
    [InlineData("Shop <a@example.org>, <b@example.org>", false)]
    [InlineData("Shop\r\nBcc: b@example.org <shop@example.org>", false)]
    [InlineData("\"Shop\" Bcc <shop@example.org>", false)]
    public void A_sender_is_an_address_alone_or_with_a_name(string from, bool isOne)
    {
        Assert.Equal(isOne, new ProviderSet().With(new() { Email = Smtp with { From = from } }, Seal).IsOk);
        Assert.True(!isOne || (MimeKit.MailboxAddress.TryParse(from, out var read) && read.Address == "shop@example.org"));
    }

    [Theory]
    [InlineData("https://example.org", "", "https://example.org")]
    [InlineData("https://localhost:5001", "Shop <shop@example.org>", "mailto:shop@example.org")]
    [InlineData("http://localhost:8080", "shop@example.org", "mailto:shop@example.org")]
    [InlineData("http://localhost:8080", "", "mailto:webmaster@example.org")]
    public void Whatever_the_operator_set_push_services_are_told_whom_to_write_to(string publicUrl, string from, string subject)
    {
        var options = new NotificationsOptions { PublicUrl = publicUrl, Smtp = new SmtpOptions { From = from } };
        Assert.Equal(subject, options.VapidSubject);
        Assert.True(new ProviderSet().With(new() { Webpush = new() { Subject = options.VapidSubject } }, Seal).IsOk);
    }

    [Fact]
    public void Secrets_are_sealed_and_never_shown()
    {
        var set = Put(Put(Put(new ProviderSet(), new() { Email = Smtp }), new() { Sms = Sms }), new() { Fcm = Fcm });
        Assert.Equal(("email.password#", "sms.auth-token#", "fcm.private-key#"), (set.Email!.Password, set.Sms!.AuthToken, set.Fcm!.PrivateKey));
        var shown = set.WithoutSecrets();
        Assert.Equal((null, null, null), (shown.Email!.Password, shown.Sms!.AuthToken, shown.Fcm!.PrivateKey));
    }

    [Fact]
    public void A_secret_that_is_not_sent_stays_as_it_was()
    {
        var set = Put(Put(new ProviderSet(), new() { Email = Smtp }), new() { Email = Smtp with { Port = 465, Password = null } });
        Assert.Equal((465, "email.password#"), (set.Email!.Port, set.Email.Password));
    }

    [Fact]
    public void The_keys_of_web_push_are_made_once()
    {
        var first = Put(new ProviderSet(), new() { Webpush = new() { Subject = "mailto:shop@example.org" } });
        var second = Put(first, new() { Webpush = new() { Subject = "https://example.org", PublicKey = "other" } });
        Assert.Equal(87, first.Webpush!.PublicKey.Length);
        Assert.Equal(first.Webpush with { Subject = "https://example.org" }, second.Webpush);
    }

    private static ProviderSet Put(ProviderSet set, ProviderSet given) => set.With(given, Seal).Require();

    private static string Seal(string field, string clear) => $"{field}#";

    private static string Pem()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }
}
