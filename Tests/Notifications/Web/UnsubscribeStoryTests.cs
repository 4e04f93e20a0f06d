using System.Net;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class UnsubscribeStoryTests(AppFixture app)
{
    private static readonly KeyValuePair<string, string>[] OneClick = [new("List-Unsubscribe", "One-Click")];

    [Fact]
    public async Task One_click_of_the_mails_header_ends_the_mails_and_the_log_says_why()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("order", Workflows.Order);
        using var mailbox = new DevMailbox(app);
        var address = $"{Guid.NewGuid():N}@example.org";
        var ada = new { subscriberId = "ada", email = address };
        var first = await mine.TriggerAsync("order", ada, new { number = 1 });
        await mine.MessageAsync(first, "email", "sent");
        var mail = await mailbox.MailTo(address);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
        var link = new Uri(mail.Header("List-Unsubscribe").Trim('<', '>')).AbsolutePath;
        Assert.StartsWith("/n/u/", link, StringComparison.Ordinal);

        using var anybody = app.CreateClient();
        using var page = await anybody.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<button type=\"submit\">Unsubscribe</button>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await mine.MessageAsync(await mine.TriggerAsync("order", ada, new { number = 2 }), "email", "sent");

        foreach (var _ in new[] { "once", "and again" })
        {
            using var done = await anybody.PostAsync(link, new FormUrlEncodedContent(OneClick));
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
            Assert.Contains("Unsubscribed", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var third = await mine.MessageAsync(await mine.TriggerAsync("order", ada, new { number = 3 }), "email", "suppressed");
        Assert.Equal("opted-out", third.Reason);
        Assert.Equal("opted-out", (await mine.Program.GetAsync($"{mine.Path}/messages/{third.Id}").Answer(200)).GetProperty("message").Text("reason"));
        Assert.Equal(3, (await mine.InboxAsync("ada", unread: 3)).Count);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("eyJhcHAiOiJwcm9kdWN0In0.AAAA")]
    public async Task A_forged_link_is_a_page_that_says_so(string token)
    {
        using var anybody = app.CreateClient();
        using var page = await anybody.GetAsync($"/n/u/{token}");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("No such link", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var posted = await anybody.PostAsync($"/n/u/{token}", new FormUrlEncodedContent(OneClick));
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        using var empty = new FormUrlEncodedContent([]);
        await anybody.PostAsync($"/n/u/{token}", empty).Refused(400, "invalid-request");
    }
}
