using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Links.Lists;

public sealed class BulkApiTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());

    [Fact]
    public async Task A_hundred_urls_have_each_their_outcome_in_order()
    {
        var taken = NewLinks.CustomCode();
        await owner.Shorten(new { url = "https://example.com/", code = taken });
        var items = Enumerable.Range(0, 100).Select(i => i switch
        {
            7 => (object)new { url = "javascript:alert(1)" },
            8 => new { url = "https://example.com/8", code = taken },
            9 => new { url = "nonsense" },
            _ => new { url = $"https://example.com/{i}" },
        });
        var answer = await Post("bulk", new { items });
        Assert.Equal(Enumerable.Range(0, 100), answer.Select(i => i.GetProperty("index").GetInt32()));
        Assert.Equal([422, 409, 400], answer[7..10].Select(i => i.GetProperty("status").GetInt32()));
        Assert.Equal(["scheme-not-allowed", "code-taken", "invalid-url"], answer[7..10].Select(i => i.GetProperty("error").Text("code")));
        Assert.Equal(97, answer.Count(i => i.GetProperty("status").GetInt32() == 201));
        Assert.Equal("https://example.com/42", answer[42].GetProperty("link").Text("url"));
    }

    [Fact]
    public async Task A_repeated_bulk_call_makes_nothing_twice()
    {
        owner.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var request = new { items = new[] { new { url = "https://example.com/1" }, new { url = "https://example.com/1" } } };
        var first = (await Post("bulk", request)).Select(i => i.GetProperty("link").Text("code")).ToList();
        var again = (await Post("bulk", request)).Select(i => i.GetProperty("link").Text("code")).ToList();
        Assert.Equal(first, again);
        Assert.NotEqual(first[0], first[1]);
    }

    [Fact]
    public async Task Links_are_tagged_archived_restored_and_deleted_together()
    {
        var codes = new[] { await Shorten(), await Shorten() };
        await Act("add-tags", codes, "Spring");
        Assert.Equal(["spring"], (await Link(codes[0])).GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        await Act("remove-tags", codes, "spring");
        Assert.Equal(0, (await Link(codes[0])).GetProperty("tags").GetArrayLength());
        await Act("archive", codes);
        Assert.Empty(await List());
        Assert.Equal("archived", (await Link(codes[1])).Text("status"));
        await Act("restore", codes);
        Assert.Equal(2, (await List()).Count);
        await Act("delete", codes);
        Assert.Empty(await List());
    }

    [Fact]
    public async Task More_than_a_hundred_and_unknown_actions_are_refused()
    {
        await Problem.Read(
            await owner.PostAsJsonAsync("/api/links/bulk-actions", new { action = "archive", codes = Enumerable.Repeat("abc", 101) }), 400, "too-many-items");
        await Problem.Read(await owner.PostAsJsonAsync("/api/links/bulk-actions", new { action = "burn", codes = Enumerable.Repeat("abc", 1) }), 400, "invalid-request");
    }

    [Theory]
    [InlineData("sort=clicks")]
    [InlineData("status=gone")]
    [InlineData("tagMode=some")]
    [InlineData("from=yesterday")]
    [InlineData("limit=0")]
    [InlineData("cursor=nonsense")]
    public async Task A_list_that_cannot_be_read_is_refused(string query) =>
        Assert.Equal(400, (int)(await owner.GetAsync($"/api/links?{query}")).StatusCode);

    private async Task<string> Shorten() => (await owner.Shorten(new { url = "https://example.com/" })).Text("code");

    private Task<JsonElement> Link(string code) => owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}");

    private async Task<List<JsonElement>> List() => [.. (await owner.GetFromJsonAsync<JsonElement>("/api/links")).GetProperty("items").EnumerateArray()];

    private async Task Act(string action, string[] codes, params string[] tags)
    {
        var answer = await Post("bulk-actions", new { action, codes, tags });
        Assert.All(answer, i => Assert.InRange(i.GetProperty("status").GetInt32(), 200, 204));
    }

    private async Task<JsonElement[]> Post(string path, object request)
    {
        using var answer = await owner.PostAsJsonAsync($"/api/links/{path}", request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()];
    }
}
