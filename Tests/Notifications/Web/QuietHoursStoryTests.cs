using System.Globalization;
using System.Net.Http.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class QuietHoursStoryTests(AppFixture app)
{
    private static readonly int[] EveryDay = [1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public async Task In_quiet_hours_mails_are_held_while_the_inbox_goes_on()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("order", Workflows.Order);
        var ada = new { subscriberId = "ada", email = $"{Guid.NewGuid():N}@example.org" };
        await mine.Program.PutAsJsonAsync($"{mine.Path}/subscribers/ada", new { ada.email, timeZone = "UTC" }).Answer(200);
        var now = DateTimeOffset.UtcNow;
        object[] windows = [new { days = EveryDay, from = Local(now.AddHours(-1)), to = Local(now.AddHours(1)) }];
        await mine.Program.PatchAsJsonAsync($"{mine.Path}/subscribers/ada/preferences", new { quietHours = new { enabled = true, windows } }).Answer(200);

        var held = await mine.TriggerAsync("order", ada, new { number = 1 });
        await mine.InboxAsync("ada", unread: 1);
        await mine.MessageAsync(held, "email", "held");
        var cancelled = await mine.Program.DeleteAsync($"{mine.Path}/triggers/{held}").Answer(200);
        Assert.Equal(1, cancelled.GetProperty("cancelled").GetInt32());

        using (var off = new HttpRequestMessage(HttpMethod.Patch, $"{mine.Path}/subscribers/ada/preferences"))
        {
            off.Content = JsonContent.Create(new { quietHours = new { enabled = false, windows } });
            await mine.Program.SendAsync(off).Answer(200);
        }

        await mine.MessageAsync(await mine.TriggerAsync("order", ada, new { number = 2 }), "email", "sent");
    }

    private static string Local(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
