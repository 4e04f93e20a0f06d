using System.Net.Http.Json;
using System.Security.Cryptography;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class ProviderApiTests(AppFixture app)
{
    private static readonly object Smtp = new
    {
        host = "smtp.example.org", port = 587, security = "starttls", user = "shop", password = "very secret", from = "shop@example.org",
    };

    [Fact]
    public async Task Secrets_go_in_and_never_come_out()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.Owner.GetAsync($"{mine.Path}/providers/email").Refused(404, "provider-not-found");
        foreach (var shown in new[]
        {
            await mine.Owner.PutAsJsonAsync($"{mine.Path}/providers/email", Smtp).Answer(200),
            await mine.Owner.GetAsync($"{mine.Path}/providers/email").Answer(200),
        })
        {
            Assert.Equal(("smtp.example.org", "starttls"), (shown.Text("host"), shown.Text("security")));
            Assert.DoesNotContain("secret", shown.ToString(), StringComparison.Ordinal);
        }

        await mine.Program.GetAsync($"{mine.Path}/providers/email").Refused(403, "forbidden");
    }

    [Fact]
    public async Task Web_push_gets_its_keys_here_and_shows_the_public_one()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var made = await mine.Owner.PutAsJsonAsync($"{mine.Path}/providers/webpush", new { subject = "mailto:ops@example.org" }).Answer(200);
        Assert.Equal(87, made.Text("publicKey").Length);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, made.GetProperty("privateKey").ValueKind);
        var again = await mine.Owner.PutAsJsonAsync($"{mine.Path}/providers/webpush", new { subject = "mailto:dev@example.org" }).Answer(200);
        Assert.Equal(made.Text("publicKey"), again.Text("publicKey"));
    }

    [Fact]
    public async Task A_provider_inside_the_network_is_refused()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.Owner.PutAsJsonAsync($"{mine.Path}/providers/email", new { host = "127.0.0.1", port = 25, security = "none", from = "a@example.org" })
            .Refused(400, "url-not-public");
        await mine.Owner.PutAsJsonAsync(
            $"{mine.Path}/providers/sms", new { baseUrl = "http://10.0.0.1", accountSid = "AC1", authToken = "t", from = "+15551234567" })
            .Refused(400, "url-not-public");
        await mine.Owner.PutAsJsonAsync($"{mine.Path}/providers/email", new { host = "smtp.example.org", port = 0, security = "tls", from = "a@example.org" })
            .Refused(400, "provider-invalid");
    }

    [Fact]
    public async Task A_provider_is_tried_by_its_owner_alone()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var to = new { to = "ada@example.org" };
        await mine.Owner.PostAsJsonAsync($"{mine.Path}/providers/email/test", to).Refused(404, "provider-not-found");
        await mine.Owner.PutAsJsonAsync($"{mine.Path}/providers/email", new { host = "mail.invalid", port = 25, security = "none", from = "Shop <a@example.org>" }).Answer(200);
        var tried = await mine.Owner.PostAsJsonAsync($"{mine.Path}/providers/email/test", to).Answer(200);
        Assert.False(tried.GetProperty("ok").GetBoolean());
        Assert.Equal("unreachable", tried.Text("detail"));
        await mine.Owner.PostAsJsonAsync($"{mine.Path}/providers/email/test", new { to = "nobody" }).Refused(400, "address-invalid");
        await mine.Owner.PostAsJsonAsync($"{mine.Path}/providers/webpush/test", new { to = "ada" }).Refused(404, "device-not-found");
        await mine.Program.PostAsJsonAsync($"{mine.Path}/providers/email/test", to).Refused(403, "forbidden");
        using var stranger = app.CreateClient(new UserId(Guid.NewGuid()));
        await stranger.PostAsJsonAsync($"{mine.Path}/providers/email/test", to).Refused(404, "app-not-found");
    }

    [Fact]
    public async Task Trials_are_limited()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var statuses = new List<int>();
        for (var i = 0; i < 25; i++)
        {
            using var answer = await mine.Owner.PostAsJsonAsync($"{mine.Path}/providers/sms/test", new { to = "+4915112345678" });
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([404, 429], statuses.Distinct());
    }

    [Fact]
    public async Task An_account_of_phone_push_keeps_its_key_to_itself()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        using var rsa = RSA.Create(2048);
        var account = new { projectId = "shop-1", clientEmail = "push@shop-1.iam.gserviceaccount.com", privateKey = rsa.ExportPkcs8PrivateKeyPem() };
        var shown = await mine.Owner.PutAsJsonAsync($"{mine.Path}/providers/fcm", account).Answer(200);
        Assert.Equal("shop-1", shown.Text("projectId"));
        Assert.DoesNotContain("PRIVATE", shown.ToString(), StringComparison.Ordinal);
    }
}
