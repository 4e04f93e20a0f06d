using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Links.Stats;

public sealed class ClickApiTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());
    private readonly HttpClient visitor = app.CreateClient();

    [Fact]
    public async Task Clicks_reach_counters_statistics_list_and_export()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        var program = app.CreateClient();
        program.DefaultRequestHeaders.UserAgent.Clear();
        program.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8.5");
        visitor.DefaultRequestHeaders.Referrer = new Uri("https://News.example/today?id=1");
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de-CH,en;q=0.5");
        await visitor.GetAsync("/" + code);
        await visitor.GetAsync("/" + code);
        await program.GetAsync("/" + code);
        await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/" + code));
        await visitor.GetAsync($"/{code}+");

        await TestTime.Eventually(async () => await Total(code) == 3, "three clicks are counted");
        var stats = await owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}/stats");
        Assert.Equal((2, 1, 1), (stats.GetProperty("human").GetInt32(), stats.GetProperty("bots").GetInt32(), stats.GetProperty("unique").GetInt32()));
        Assert.Equal(30, stats.GetProperty("series").GetArrayLength());
        Assert.Equal(("news.example", 2), Top(stats, "referrers"));
        Assert.Equal(("firefox", 2), Top(stats, "browsers"));
        Assert.Equal(("linux", 2), Top(stats, "os"));
        Assert.Equal(("de", 2), Top(stats, "languages"));

        var clicks = await owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}/clicks?limit=2");
        Assert.Equal(2, clicks.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.String, clicks.GetProperty("nextCursor").ValueKind);
        var csv = await owner.GetStringAsync($"/api/links/{code}/clicks.csv");
        Assert.Equal(4, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("day,human,bots,unique\r\n", await owner.GetStringAsync($"/api/links/{code}/stats.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_are_the_owners_alone()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        var stranger = app.CreateClient(NewLinks.Somebody());
        foreach (var path in new[] { "stats", "clicks", "stats.csv", "clicks.csv" })
        {
            await Problem.Read(await stranger.GetAsync($"/api/links/{code}/{path}"), 404, "link-not-found");
        }
    }

    [Fact]
    public async Task A_range_that_is_none_is_refused()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        await Problem.Read(await owner.GetAsync($"/api/links/{code}/stats?from=2027-01-02&to=2027-01-01"), 422, "range-invalid");
        await Problem.Read(await owner.GetAsync($"/api/links/{code}/stats?from=yesterday"), 400, "invalid-request");
    }

    [Fact]
    public async Task Exports_go_on_beyond_a_page()
    {
        const int Links = 130;
        await Bulk(0, 100);
        var codes = await Bulk(100, Links);
        var rows = Rows(await owner.GetStringAsync("/api/links/export.csv"));
        Assert.Equal(Enumerable.Range(0, Links).Select(i => $"https://example.com/{i}").Order(), rows.Select(row => row.Split(',')[2]).Order());

        await Task.WhenAll(Enumerable.Range(0, 130).Select(_ => visitor.GetAsync("/" + codes[0])));
        await TestTime.Eventually(async () => await Total(codes[0]) == 130, "130 clicks are counted");
        Assert.Equal(130, Rows(await owner.GetStringAsync($"/api/links/{codes[0]}/clicks.csv")).Length);
    }

    [Fact]
    public async Task Formulas_are_harmless_in_exports()
    {
        await owner.Shorten(new { url = "https://example.com/", title = "=HYPERLINK(\"x\")", note = "+1" });
        var csv = await owner.GetStringAsync("/api/links/export.csv");
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", csv, StringComparison.Ordinal);
        Assert.Contains(",'+1,", csv, StringComparison.Ordinal);
    }

    private static string[] Rows(string csv) => csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];

    private async Task<List<string>> Bulk(int from, int to)
    {
        var items = Enumerable.Range(from, to - from).Select(i => new { url = $"https://example.com/{i}" });
        using var answer = await owner.PostAsJsonAsync("/api/links/bulk", new { items });
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. made.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("link").Text("code"))];
    }

    private static (string Key, int Count) Top(JsonElement stats, string dimension)
    {
        var first = stats.GetProperty(dimension)[0];
        return (first.Text("key"), first.GetProperty("count").GetInt32());
    }

    private async Task<int> Total(string code)
    {
        using var answer = await owner.GetAsync($"/api/links/{code}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clicks").GetProperty("total").GetInt32();
    }
}
