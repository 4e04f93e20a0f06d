using System.Text.Json;
using OrleansBackends.Tests.Web;

namespace OrleansBackends.Tests.Notifications.Web;

public sealed class InboxLiveTests(AppFixture app)
{
    [Fact]
    public async Task An_item_arrives_in_two_windows_at_once_and_after_a_reconnect_nothing_is_missing()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        await mine.PublishAsync("note", Workflows.Note);
        var topic = $"/api/live/notifications:inbox:{mine.App}:ada";
        using var second = await EventStream.Open(mine.Owner, topic, lastEventId: null);
        string seen;
        using (var first = await EventStream.Open(mine.Program, topic, lastEventId: null))
        {
            await mine.TriggerAsync("note", new { subscriberId = "ada" }, new { text = "one" });
            var item = await Next(first, "item");
            Assert.Equal("one", Data(item).Text("title"));
            Assert.Equal("one", Data(await Next(second, "item")).Text("title"));
            seen = (await Next(first, "counts")).Id;
        }

        await mine.TriggerAsync("note", new { subscriberId = "ada" }, new { text = "two" });
        Assert.Equal("two", Data(await Next(second, "item")).Text("title"));
        using var again = await EventStream.Open(mine.Program, topic, seen);
        Assert.Equal("two", Data(await Next(again, "item")).Text("title"));
    }

    [Fact]
    public async Task A_user_of_the_product_sees_their_own_items_in_two_windows_and_in_the_list()
    {
        var (key, me) = ($"n-{Guid.NewGuid():N}"[..20], new UserId(Guid.NewGuid()));
        using var admin = app.CreateClient(new UserId(Guid.NewGuid()), "admin");
        await new AppUnderTest("product", admin, admin, "").PublishAsync(key, Workflows.Note);
        using var one = app.CreateClient(me);
        using var other = app.CreateClient(me);
        using var first = await EventStream.Open(one, "/api/live/notifications:inbox:me", lastEventId: null);
        using var second = await EventStream.Open(other, $"/api/live/notifications:inbox:product:{me}", lastEventId: null);
        await new AppUnderTest("product", admin, admin, "").TriggerAsync(key, new { subscriberId = me.ToString() }, new { text = "for me" });
        Assert.Equal("for me", Data(await Next(first, "item")).Text("title"));
        Assert.Equal("for me", Data(await Next(second, "item")).Text("title"));
        var list = await one.GetAsync("/api/notifications/me/inbox?status=unread").Answer(200);
        Assert.Equal("for me", list.GetProperty("items").EnumerateArray().Single().Text("title"));
    }

    [Fact]
    public async Task Nobody_watches_another_applications_topics()
    {
        var mine = await AppUnderTest.CreateAsync(app);
        using var stranger = app.CreateClient(new UserId(Guid.NewGuid()));
        await stranger.GetAsync($"/api/live/notifications:inbox:{mine.App}:ada").Refused(404, "app-not-found");
        await stranger.GetAsync($"/api/live/notifications:inbox:product:{Guid.NewGuid()}").Refused(404, "app-not-found");
        await stranger.GetAsync($"/api/live/notifications:deliveries:{mine.App}").Refused(404, "app-not-found");
        await mine.Program.GetAsync($"/api/live/notifications:deliveries:{mine.App}").Refused(401, "unauthenticated");
        await app.CreateClient().GetAsync($"/api/live/notifications:inbox:{mine.App}:ada").Refused(401, "unauthenticated");
        using var own = await EventStream.Open(mine.Owner, $"/api/live/notifications:deliveries:{mine.App}", lastEventId: null);
    }

    private static JsonElement Data(ServerEvent e) => JsonSerializer.Deserialize<JsonElement>(e.Data);

    private static async Task<ServerEvent> Next(EventStream events, string name)
    {
        while (true)
        {
            if (await events.Next(Deadline.Time) is { } e && e.Name == name)
            {
                return e;
            }
        }
    }
}
