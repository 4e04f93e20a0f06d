using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Links.Guard;

public sealed class GuardApiTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());
    private readonly HttpClient admin = app.CreateClient(NewLinks.Somebody(), "admin");
    private readonly HttpClient visitor = app.CreateClient();

    [Fact]
    public async Task A_suspended_link_says_so_and_comes_back()
    {
        var code = await Shorten("https://example.com/");
        using var suspended = await admin.PutAsJsonAsync($"/api/links/{code}/suspension", new { reason = "phishing" });
        Assert.Equal(HttpStatusCode.NoContent, suspended.StatusCode);
        using var page = await visitor.GetAsync("/" + code);
        Assert.Equal(451, (int)page.StatusCode);
        Assert.Equal(451, (int)(await visitor.GetAsync($"/{code}+")).StatusCode);
        Assert.Equal("phishing", (await owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}")).Text("suspendedReason"));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/links/{code}/suspension")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/" + code)).StatusCode);
    }

    [Fact]
    public async Task A_banned_host_is_refused_and_its_links_stop_within_ten_seconds()
    {
        var host = $"{Guid.NewGuid():N}.example";
        var code = await Shorten($"https://www.{host}/");
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/" + code)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PutAsync($"/api/links/banned-hosts/{host}", null)).StatusCode);
        await Problem.Read(await owner.PostAsJsonAsync("/api/links", new { url = $"https://{host}/" }), 403, "host-banned");
        await TestTime.Eventually(async () => (int)(await visitor.GetAsync("/" + code)).StatusCode == 451, "the link stops");
        Assert.Contains(host, await admin.GetStringAsync("/api/links/banned-hosts?limit=100"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/links/banned-hosts/{host}")).StatusCode);
    }

    [Fact]
    public async Task Reports_come_from_anybody_and_are_read_by_admins()
    {
        var code = await Shorten("https://example.com/");
        using var reported = await visitor.PostAsJsonAsync($"/api/links/{code}/reports", new { reason = "phishing", comment = "asks for my bank" });
        Assert.Equal(HttpStatusCode.Accepted, reported.StatusCode);
        using var form = await app.CreateClient().PostAsync($"/{code}+", new FormUrlEncodedContent([new("reason", "spam")]));
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        var reports = await admin.GetFromJsonAsync<JsonElement>("/api/links/reports?limit=100");
        var link = reports.GetProperty("items").EnumerateArray().Single(r => r.Text("code") == code);
        Assert.Equal(2, link.GetProperty("count").GetInt32());
        Assert.Equal("asks for my bank", link.GetProperty("reports")[0].Text("comment"));
        await Problem.Read(await visitor.PostAsJsonAsync($"/api/links/{code}/reports", new { reason = "ugly" }), 400, "invalid-request");
        await Problem.Read(await visitor.PostAsJsonAsync("/api/links/not-there-2/reports", new { reason = "spam" }), 404, "link-not-found");
    }

    [Theory]
    [InlineData("GET", "reports")]
    [InlineData("GET", "banned-hosts")]
    [InlineData("PUT", "banned-hosts/example.com")]
    [InlineData("DELETE", "banned-hosts/example.com")]
    [InlineData("DELETE", "abc/suspension")]
    public async Task What_admins_do_nobody_else_may(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/links/{path}");
        await Problem.Read(await owner.SendAsync(request), 403, "forbidden");
    }

    private async Task<string> Shorten(string url) => (await owner.Shorten(new { url })).Text("code");
}
