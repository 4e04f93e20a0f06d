namespace OrleansBackends.Tests.Notifications.Web;

public sealed class DevMailboxApiTests(AppFixture app)
{
    [Fact]
    public async Task What_has_no_provider_lies_in_the_mailbox_that_says_what_it_is()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("order", Workflows.Order);
        var address = $"{Guid.NewGuid():N}@example.org";
        await mine.TriggerAsync("order", new { subscriberId = "ada", email = address }, new { number = 7, note = "<script>alert(1)</script>" });
        using var mailbox = new DevMailbox(app);
        var mail = await mailbox.MailTo(address);
        Assert.Equal(("Order 7", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"), (mail.Subject, mail.Html));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        using var page = await mailbox.Here.GetAsync(DevMailbox.Path);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("Development only", html, StringComparison.Ordinal);
        Assert.Contains(address, html, StringComparison.Ordinal);
        Assert.Contains(" sandbox ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Host", "evil.example")]
    public async Task It_is_not_there_for_whoever_comes_from_elsewhere(string header, string value)
    {
        using var mailbox = new DevMailbox(app);
        foreach (var path in new[] { DevMailbox.Path, $"{DevMailbox.Path}/messages" })
        {
            using var call = new HttpRequestMessage(HttpMethod.Get, path);
            call.Headers.TryAddWithoutValidation(header, value);
            await mailbox.Here.SendAsync(call).Refused(404, "not-found");
        }
    }
}
