using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Tests.Web;

namespace OrleansBackends.Tests.Links.Stats;

public sealed class ClickLiveTests(AppFixture app)
{
    private static readonly TimeSpan Deadline = TestTime.Deadline;

    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());

    [Fact]
    public async Task The_owner_sees_clicks_and_counters_as_they_happen()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        using var events = await EventStream.Open(owner, $"/api/live/links:clicks:{code}", lastEventId: null);
        Assert.Equal(0, (await Next(events, "counters")).GetProperty("total").GetInt32());
        await app.CreateClient().GetAsync("/" + code);
        var click = await Next(events, "click");
        Assert.Equal(("firefox", false), (click.Text("browser"), click.GetProperty("bot").GetBoolean()));
        var counters = await Next(events, "counters");
        Assert.Equal((1, 1), (counters.GetProperty("total").GetInt32(), counters.GetProperty("unique").GetInt32()));
    }

    [Fact]
    public async Task Who_comes_back_is_given_the_clicks_that_were_missed()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        var visitor = app.CreateClient();
        ServerEvent last;
        using (var events = await EventStream.Open(owner, $"/api/live/links:clicks:{code}", lastEventId: null))
        {
            await visitor.GetAsync("/" + code);
            last = await Counted(events, 1);
        }

        await visitor.GetAsync("/" + code);
        await TestTime.Eventually(
            async () => (await owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}")).GetProperty("clicks").GetProperty("total").GetInt32() == 2, "two clicks");
        using var again = await EventStream.Open(owner, $"/api/live/links:clicks:{code}", last.Id);
        Assert.Equal("click", (await again.Next(Deadline)).Name);
        await Counted(again, 2);
    }

    [Fact]
    public async Task The_owner_sees_that_a_link_has_changed()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        using var events = await EventStream.Open(owner, $"/api/live/links:link:{code}", lastEventId: null);
        Assert.Equal("active", (await Next(events, "changed")).Text("status"));
        await owner.Patch(code, new { archived = true });
        var changed = await Next(events, "changed");
        Assert.Equal((2, "archived"), (changed.GetProperty("version").GetInt32(), changed.Text("status")));
    }

    [Fact]
    public async Task Nobody_else_may_watch()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        await Problem.Read(await app.CreateClient(NewLinks.Somebody()).GetAsync($"/api/live/links:clicks:{code}"), 404, "link-not-found");
        await Problem.Read(await app.CreateClient().GetAsync($"/api/live/links:link:{code}"), 401, "unauthenticated");
    }

    private static async Task<ServerEvent> Counted(EventStream events, int total)
    {
        while (true)
        {
            var e = await events.Next(Deadline);
            if (e.Name == "counters" && e.Data.Contains($"\"total\":{total},", StringComparison.Ordinal))
            {
                return e;
            }
        }
    }

    private static async Task<JsonElement> Next(EventStream events, string name)
    {
        while (true)
        {
            if (await events.Next(Deadline) is { } e && e.Name == name)
            {
                return JsonSerializer.Deserialize<JsonElement>(e.Data);
            }
        }
    }
}
