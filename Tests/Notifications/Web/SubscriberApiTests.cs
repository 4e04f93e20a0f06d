using System.Net.Http.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class SubscriberApiTests(AppFixture app)
{
    private static readonly object Ada = new { email = "ada@example.org", timeZone = "Europe/Berlin", data = new { plan = "pro" } };

    [Fact]
    public async Task A_subscriber_is_set_changed_shown_and_erased()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var path = $"{mine.Path}/subscribers/ada";
        await mine.Program.GetAsync(path).Refused(404, "subscriber-not-found");
        Assert.Equal("pro", (await mine.Program.PutAsJsonAsync(path, Ada).Answer(200)).GetProperty("data").Text("plan"));
        var changed = await mine.Program.PatchAsJsonAsync(path, new { phone = "+4930123456", timeZone = (string?)null }).Answer(200);
        Assert.Equal(("ada@example.org", "+4930123456"), (changed.Text("email"), changed.Text("phone")));
        Assert.Null(changed.GetProperty("timeZone").GetString());
        await mine.Program.DeleteAsync(path).Answer(204);
        await mine.Program.GetAsync(path).Refused(404, "subscriber-not-found");
    }

    [Fact]
    public async Task A_bad_address_and_an_unknown_zone_are_named()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var path = $"{mine.Path}/subscribers/ada";
        Assert.Equal("email", (await mine.Program.PutAsJsonAsync(path, new { email = "nonsense" }).Refused(400, "address-invalid")).Text("member"));
        await mine.Program.PutAsJsonAsync(path, new { timeZone = "Mars/Olympus" }).Refused(400, "unknown-zone");
        await mine.Program.PutAsJsonAsync($"{mine.Path}/subscribers/a%20b", new { }).Refused(404, "subscriber-not-found");
    }

    [Fact]
    public async Task The_same_device_again_is_the_same_device()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var devices = $"{mine.Path}/subscribers/ada/devices";
        await mine.Program.PutAsJsonAsync($"{mine.Path}/subscribers/ada", Ada).Answer(200);
        var phone = new { kind = "fcm", token = "a-token-of-this-phone" };
        var id = (await mine.Program.PostAsJsonAsync(devices, phone).Answer(201)).Text("id");
        Assert.Equal(id, (await mine.Program.PostAsJsonAsync(devices, phone).Answer(201)).Text("id"));
        Assert.Single((await mine.Program.GetAsync(devices).Answer(200)).GetProperty("items").EnumerateArray());
        await mine.Program.DeleteAsync($"{devices}/{id}").Answer(204);
        await mine.Program.DeleteAsync($"{devices}/{id}").Answer(204);
        Assert.Empty((await mine.Program.GetAsync(devices).Answer(200)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_person_has_devices_and_preferences_of_their_own_in_the_product()
    {
        using var me = app.CreateClient(new UserId(Guid.NewGuid()));
        var device = await me.PostAsJsonAsync("/api/notifications/me/devices", new { kind = "fcm", token = "my-phone" }).Answer(201);
        Assert.Equal("fcm", device.Text("kind"));
        object[] windows = [new { days = new[] { 1, 2 }, from = "22:00", to = "07:00" }];
        var quiet = new { quietHours = new { enabled = true, windows } };
        await me.PatchAsJsonAsync("/api/notifications/me/preferences", quiet).Answer(200);
        var shown = await me.GetAsync("/api/notifications/me/preferences").Answer(200);
        Assert.Equal("22:00", shown.GetProperty("quietHours").GetProperty("windows")[0].Text("from"));
        Assert.Equal(0, (await me.GetAsync("/api/notifications/me/inbox").Answer(200)).GetProperty("unseen").GetInt32());
        await app.CreateClient().GetAsync("/api/notifications/me/inbox").Refused(401, "unauthenticated");
    }

    [Fact]
    public async Task A_critical_category_cannot_be_switched_off()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        object[] categories = [new { key = "security", name = "Security", critical = true, defaults = new { } }];
        await mine.Owner.PatchAsJsonAsync(mine.Path, new { categories }).Answer(200);
        var preferences = $"{mine.Path}/subscribers/ada/preferences";
        await mine.Program.PutAsJsonAsync($"{mine.Path}/subscribers/ada", Ada).Answer(200);
        await Deadline.Until(
            async () => (int)(await mine.Program.PatchAsJsonAsync(preferences, new { categories = new { security = new { email = false } } })).StatusCode == 422,
            "the category is known as critical");
        var off = new { categories = new { news = new { email = false, sms = (bool?)null } } };
        Assert.False((await mine.Program.PatchAsJsonAsync(preferences, off).Answer(200)).GetProperty("categories").GetProperty("news").GetProperty("email").GetBoolean());
    }

    [Fact]
    public async Task An_address_is_suppressed_and_lifted_again()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        var path = $"{mine.Path}/suppressions/email/ada@example.org";
        await mine.Program.GetAsync(path).Refused(404, "suppression-not-found");
        var suppressed = await mine.Program.PutAsJsonAsync(path, new { reason = "asked" }).Answer(200);
        Assert.Equal(("a…@example.org", "asked"), (suppressed.Text("to"), suppressed.Text("reason")));
        await mine.Program.GetAsync(path).Answer(200);
        await mine.Program.DeleteAsync(path).Answer(204);
        await mine.Program.GetAsync(path).Refused(404, "suppression-not-found");
        await mine.Program.PutAsJsonAsync($"{mine.Path}/suppressions/email/nonsense", new { }).Refused(400, "address-invalid");
        await mine.Program.PutAsJsonAsync($"{mine.Path}/suppressions/inbox/a", new { }).Refused(400, "invalid-request");
        await mine.Program.PutAsJsonAsync(path, new { until = "2001-01-01T00:00:00Z" }).Refused(400, "invalid-request");
    }
}
