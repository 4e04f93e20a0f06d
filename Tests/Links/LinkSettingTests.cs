using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Links;

public sealed class LinkSettingTests(LinksApp app) : IClassFixture<LinksApp>
{
    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());

    [Fact]
    public async Task Who_has_as_many_links_as_allowed_deletes_some_first()
    {
        for (var i = 0; i < LinksApp.MaxPerOwner; i++)
        {
            await owner.Shorten(new { url = $"https://example.com/{i}" });
        }

        await (await owner.PostAsJsonAsync("/api/links", new { url = "https://example.com/more" })).IsProblem(403, "quota-reached");
        await app.CreateClient(NewLinks.Somebody()).Shorten(new { url = "https://example.com/" });
        using var found = await owner.PostAsJsonAsync("/api/links", new { url = "https://example.com/0", findIfExists = true });
        Assert.Equal(System.Net.HttpStatusCode.OK, found.StatusCode);
    }

    [Fact]
    public async Task The_country_of_a_visitor_is_counted_where_a_file_knows_it()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        await app.CreateClient().GetAsync("/" + code);
        await TestTime.Eventually(async () => await Clicks(code) is [var click] && click.Text("country") == "at", "a click from Austria is listed");
        var stats = await owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}/stats");
        Assert.Equal("at", stats.GetProperty("countries")[0].Text("key"));
    }

    private async Task<List<JsonElement>> Clicks(string code) =>
        [.. (await owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}/clicks")).GetProperty("items").EnumerateArray()];
}
