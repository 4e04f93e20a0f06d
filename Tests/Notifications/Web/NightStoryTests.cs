using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed partial class NightStoryTests
{
    private static readonly DateTimeOffset Evening = new(2027, 1, 4, 22, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Morning = new(2027, 1, 5, 7, 0, 0, TimeSpan.Zero);
    private static readonly int[] EveryDay = [1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public async Task A_message_held_over_night_leaves_in_the_morning_and_one_click_of_its_header_ends_them_with_a_reason_in_the_log()
    {
        await using var night = await NightApp.OpenAsync(Evening);
        var mine = await AppAsync(night);
        var ada = new { subscriberId = "ada", email = "ada@example.com" };
        await mine.Program.PutAsJsonAsync($"{mine.Path}/subscribers/ada", new { ada.email, timeZone = "UTC" }).Answer(200);
        object[] windows = [new { days = EveryDay, from = "22:00", to = "07:00" }];
        await mine.Program.PatchAsJsonAsync($"{mine.Path}/subscribers/ada/preferences", new { quietHours = new { enabled = true, windows } }).Answer(200);

        var explained = await mine.Program.PostAsJsonAsync($"{mine.Path}/explain", new { name = "order", to = new[] { ada }, payload = new { number = 1 } }).Answer(200);
        Assert.Equal(("held", Morning), (explained.GetProperty("steps")[0].Text("outcome"), explained.GetProperty("steps")[0].GetProperty("at").GetDateTimeOffset()));

        var first = await mine.TriggerAsync("order", ada, new { number = 1 });
        var held = await mine.MessageAsync(first, "email", "held");
        Assert.Empty(night.Outside.Mail.Mails);
        await night.PassAsync(Morning, () => night.Outside.Mail.Mails.Count > 0, "the held mail leaves");
        var mail = Assert.Single(night.Outside.Mail.Mails);
        Assert.Contains("Subject: Order 1", mail, StringComparison.Ordinal);
        await mine.MessageAsync(first, "email", "sent");
        var events = (await mine.Program.GetAsync($"{mine.Path}/messages/{held.Id}").Answer(200)).GetProperty("events").EnumerateArray();
        Assert.Equal(["held", "queued", "sent"], events.Select(e => e.Text("status")));

        using var mailProgram = night.CreateClient();
        using var clicked = await mailProgram.PostAsync(
            new Uri(Link().Match(Unfolded(mail)).Groups[1].Value).AbsolutePath, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.Equal(HttpStatusCode.OK, clicked.StatusCode);
        var shown = await mine.Program.GetAsync($"{mine.Path}/subscribers/ada/preferences").Answer(200);
        Assert.False(shown.GetProperty("categories").GetProperty("orders").GetProperty("email").GetBoolean());

        var second = await mine.MessageAsync(await mine.TriggerAsync("order", ada, new { number = 2 }), "email", "suppressed");
        Assert.Equal("opted-out", second.Reason);
        Assert.Single(night.Outside.Mail.Mails);
        Assert.Equal(2, (await mine.InboxAsync("ada", unread: 2)).Count);
    }

    private static async Task<AppUnderTest> AppAsync(NightApp night)
    {
        var owner = night.CreateClient(new UserId(Guid.NewGuid()));
        var created = await owner.PostAsJsonAsync("/api/notifications/apps", new { name = "Shop" }).Answer(201);
        var app = new AppUnderTest(created.GetProperty("app").Text("app"), owner, owner, created.GetProperty("key").Text("key"));
        var smtp = night.Outside.Smtp;
        await owner.PutAsJsonAsync($"{app.Path}/providers/email", new { smtp.Host, smtp.Port, security = "none", smtp.From }).Answer(200);
        await app.PublishAsync("order", Workflows.Order);
        night.Forget();
        return app;
    }

    private static string Unfolded(string mail) => Regex.Replace(mail, "\r?\n[ \t]+", " ");

    [GeneratedRegex("List-Unsubscribe: *<([^>]+)>")]
    private static partial Regex Link();
}
