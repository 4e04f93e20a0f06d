using System.Net.Http.Json;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class AppApiTests(AppFixture app)
{
    private const string Apps = "/api/notifications/apps";

    [Fact]
    public async Task An_application_shows_its_key_once_and_belongs_to_who_made_it()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        Assert.StartsWith($"ntk_{mine.App}_", mine.Key, StringComparison.Ordinal);
        var shown = await mine.Owner.GetAsync(mine.Path).Answer(200);
        Assert.Equal("Shop", shown.Text("name"));
        Assert.DoesNotContain(mine.Key, shown.ToString(), StringComparison.Ordinal);
        Assert.Equal(mine.App, (await mine.Owner.GetAsync(Apps).Answer(200)).GetProperty("items").EnumerateArray().Single().Text("app"));
        using var stranger = app.CreateClient(new UserId(Guid.NewGuid()));
        await stranger.GetAsync(mine.Path).Refused(404, "app-not-found");
        await stranger.GetAsync($"{mine.Path}/endpoints").Refused(404, "app-not-found");
        await app.CreateClient().GetAsync($"{mine.Path}/endpoints").Refused(401, "unauthenticated");
    }

    [Fact]
    public async Task The_same_creation_under_one_idempotency_key_shows_the_same_key()
    {
        using var owner = app.CreateClient(new UserId(Guid.NewGuid()));
        owner.DefaultRequestHeaders.Add("Idempotency-Key", "first");
        var once = await owner.PostAsJsonAsync(Apps, new { name = "Shop" }).Answer(201);
        using var again = await owner.PostAsJsonAsync(Apps, new { name = "Shop" });
        Assert.True(again.Headers.CacheControl?.NoStore);
        Assert.Equal(once.ToString(), (await Task.FromResult(again).Answer(201)).ToString());
        await owner.PostAsJsonAsync(Apps, new { name = "Another" }).Refused(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_user_has_five_applications_and_product_belongs_to_administrators()
    {
        using var owner = app.CreateClient(new UserId(Guid.NewGuid()));
        for (var i = 0; i < 5; i++)
        {
            await owner.PostAsJsonAsync(Apps, new { name = $"App {i}" }).Answer(201);
        }

        await owner.PostAsJsonAsync(Apps, new { name = "One more" }).Refused(403, "quota-reached");
        await owner.GetAsync($"{Apps}/product").Refused(404, "app-not-found");
        using var admin = app.CreateClient(new UserId(Guid.NewGuid()), "admin");
        Assert.Equal("product", (await admin.GetAsync($"{Apps}/product").Answer(200)).Text("app"));
        Assert.Equal("product", (await admin.GetAsync(Apps).Answer(200)).GetProperty("items").EnumerateArray().Single().Text("app"));
    }

    [Fact]
    public async Task Categories_change_under_the_version_that_was_read()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        using var shown = await mine.Owner.GetAsync(mine.Path);
        var news = new { categories = new[] { new { key = "news", name = "News", critical = false, defaults = new { email = false } } } };
        using var change = new HttpRequestMessage(HttpMethod.Patch, mine.Path) { Content = JsonContent.Create(news) };
        change.Headers.IfMatch.Add(shown.Headers.ETag!);
        var changed = await mine.Owner.SendAsync(change).Answer(200);
        Assert.False(changed.GetProperty("categories")[0].GetProperty("defaults").GetProperty("email").GetBoolean());
        using var stale = new HttpRequestMessage(HttpMethod.Patch, mine.Path) { Content = JsonContent.Create(new { name = "Late" }) };
        stale.Headers.IfMatch.Add(shown.Headers.ETag!);
        await mine.Owner.SendAsync(stale).Refused(412, "stale");
    }

    [Fact]
    public async Task A_deleted_application_is_gone_for_its_owner_and_its_programs()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.Owner.DeleteAsync(mine.Path).Answer(204);
        await Deadline.Until(async () => (int)(await mine.Program.GetAsync($"{mine.Path}/endpoints")).StatusCode == 401, "the key was revoked");
        await mine.Owner.GetAsync($"{mine.Path}/endpoints").Refused(404, "app-not-found");
    }
}
