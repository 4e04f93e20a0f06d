using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansBackends.Grains.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.WebPush;
using OrleansBackends.Tests.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Notifications.Channels;

/// <summary>What other people wrote after the same standards understands us. Each behaviour is shown by a test of our own as well.</summary>
public sealed class OtherImplementationTests
{
    [Fact]
    public async Task The_library_of_Standard_Webhooks_verifies_our_signatures()
    {
        var (old, fresh) = (WebhookSecret.Create(), WebhookSecret.Create());
        const string Body = """{"type":"order.shipped","data":{"name":"Hällo"}}""";
        var at = DateTimeOffset.UtcNow;
        var signature = WebhookSecret.Sign([fresh, old], "msg_1", at, Body);
        Assert.Equal(Body, await Verify(fresh, at, signature, Body));
        Assert.Equal(Body, await Verify(old, at, signature, Body));
        Assert.StartsWith("refused", await Verify(WebhookSecret.Create(), at, signature, Body), StringComparison.Ordinal);
        Assert.StartsWith("refused", await Verify(fresh, at, signature, Body + " "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_implementation_of_RFC_8291_decrypts_our_pushes()
    {
        await using var browser = NodeProgram.Start("decrypt-push.js");
        var keys = JsonDocument.Parse(await browser.ReadLine()).RootElement;
        var body = WebPushCipher.Encrypt(
            Encoding.UTF8.GetBytes("""{"title":"Hällo"}"""),
            Base64Url.DecodeFromChars(keys.GetProperty("p256dh").GetString()),
            Base64Url.DecodeFromChars(keys.GetProperty("auth").GetString()));
        await browser.WriteLine(Base64Url.EncodeToString(body));
        Assert.Equal("""{"title":"Hällo"}""", await browser.ReadLine());
    }

    [Fact]
    public async Task Another_mail_server_takes_our_mails_and_reads_them_as_they_were_meant()
    {
        await using var sink = NodeProgram.Start("smtp-sink.js");
        var transport = MailHouse.Transport(int.Parse(await sink.ReadLine(), CultureInfo.InvariantCulture)) with { User = "shop", Password = "right" };
        using var house = new MailHouse();
        var email = MailHouse.Mail(transport) with
        {
            Html = "<p>Hällo</p>",
            Unsubscribe = new Uri("https://example.org/n/u/tok_1"),
            Attachments = [new MailAttachment("termin.ics", "text/calendar", "BEGIN:VCALENDAR")],
        };
        Assert.Equal(new SendOutcome.Sent(), await house.Send(email));

        var mail = JsonDocument.Parse(await sink.ReadLine()).RootElement;
        Assert.Equal(("ada@example.com", "shop", "Hällo", "<msg_1@example.org>", "2027-01-04T09:00:00.000Z"),
            (mail.GetProperty("to")[0].GetString(), Text("user"), Text("subject"), Text("messageId"), Text("date")));
        Assert.Equal(("Ihre Bestellung ist unterwegs.", "<p>Hällo</p>"), (Text("text")?.Trim(), Text("html")?.Trim()));
        Assert.Equal(("auto-generated", "https://example.org/n/u/tok_1", "List-Unsubscribe=One-Click"), (Text("autoSubmitted"), Text("unsubscribe"), Text("oneClick")));
        Assert.Equal("""{"name":"termin.ics","type":"text/calendar","text":"BEGIN:VCALENDAR"}""", mail.GetProperty("attachments")[0].GetRawText());

        string? Text(string name) => mail.GetProperty(name).GetString();
    }

    private static async Task<string> Verify(string secret, DateTimeOffset at, string signature, string body)
    {
        await using var library = NodeProgram.Start("verify-webhook.js");
        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = "msg_1",
            ["webhook-timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = signature,
        };
        await library.WriteLine(JsonSerializer.Serialize(new { secret, headers, body }));
        return await library.ReadToEnd();
    }
}
