using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Links;

public sealed class LinkApiTests(AppFixture app)
{
    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());

    [Fact]
    public async Task A_url_is_shortened_and_followed()
    {
        var link = await owner.Shorten(new { url = "https://example.com/Path?b=1&a=2#part" });
        Assert.Equal("/" + link.Text("code"), new Uri(link.Text("shortUrl")).AbsolutePath);

        var visitor = app.CreateClient();
        for (var hit = 0; hit < 3; hit++)
        {
            using var followed = await visitor.GetAsync("/" + link.Text("code"));
            Assert.Equal(HttpStatusCode.Found, followed.StatusCode);
            Assert.Equal("https://example.com/Path?b=1&a=2#part", followed.Headers.Location!.OriginalString);
            Assert.Equal("private, max-age=0", followed.Headers.CacheControl!.ToString().Replace("max-age=0, private", "private, max-age=0"));
            Assert.Equal("noindex", followed.Headers.GetValues("X-Robots-Tag").Single());
        }
    }

    [Fact]
    public async Task An_answer_names_its_place_and_version()
    {
        using var created = await owner.PostAsJsonAsync("/api/links", new { url = "https://example.com/" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"v1\"", created.Headers.ETag!.Tag);
        using var found = await owner.GetAsync(created.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.Equal(0, (await found.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clicks").GetProperty("total").GetInt64());
    }

    [Theory]
    [InlineData("{}", 400, "invalid-request")]
    [InlineData("""{"url":5}""", 400, "invalid-request")]
    [InlineData("""{"url":"https://example.com","colour":"red"}""", 400, "invalid-request")]
    [InlineData("""{"url":"https://example.com","maxVisits":0}""", 400, "invalid-request")]
    [InlineData("""{"url":"https://example.com","redirectStatus":303}""", 400, "invalid-request")]
    [InlineData("""{"url":"https://example.com","startsAt":"2027-01-01"}""", 400, "invalid-request")]
    [InlineData("""{"url":"example"}""", 400, "invalid-url")]
    [InlineData("""{"url":"https://example.com","code":"a b"}""", 400, "code-invalid")]
    [InlineData("""{"url":"https://example.com","code":"Admin"}""", 422, "code-reserved")]
    [InlineData("""{"url":"javascript:alert(1)"}""", 422, "scheme-not-allowed")]
    [InlineData("""{"url":"https://me:secret@example.com/"}""", 422, "url-has-credentials")]
    [InlineData("""{"url":"http://LOCALHOST:9/x"}""", 422, "loop")]
    [InlineData("""{"url":"https://example.com","expiresAt":"2020-01-01T00:00:00Z"}""", 422, "expires-in-past")]
    [InlineData("""{"url":"https://example.com","startsAt":"2990-01-02T00:00:00Z","expiresAt":"2990-01-01T00:00:00Z"}""", 422, "starts-after-expiry")]
    public async Task What_cannot_be_shortened_says_why(string body, int status, string code)
    {
        using var refused = await owner.PostAsync("/api/links", new StringContent(body, null, "application/json"));
        await refused.IsProblem(status, code);
    }

    [Fact]
    public async Task Somebody_elses_link_is_not_there()
    {
        var link = await owner.Shorten(new { url = "https://example.com/" });
        var stranger = app.CreateClient(NewLinks.Somebody());
        await (await stranger.GetAsync($"/api/links/{link.Text("code")}")).IsProblem(404, "link-not-found");
        await (await stranger.DeleteAsync($"/api/links/{link.Text("code")}")).IsProblem(404, "link-not-found");
        await (await app.CreateClient().GetAsync($"/api/links/{link.Text("code")}")).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task An_edit_takes_effect_at_once_and_a_stale_one_is_refused()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/old" })).Text("code");
        var visitor = app.CreateClient();
        Assert.Equal("https://example.com/old", (await visitor.GetAsync("/" + code)).Headers.Location!.OriginalString);
        var changed = await owner.Patch(code, new { url = "https://example.com/new", title = "New" }, "\"v1\"");
        Assert.Equal("New", changed.Text("title"));
        Assert.Equal("https://example.com/new", (await visitor.GetAsync("/" + code)).Headers.Location!.OriginalString);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/links/{code}") { Content = JsonContent.Create(new { title = "x" }) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        await (await owner.SendAsync(request)).IsProblem(412, "stale");
    }

    [Fact]
    public async Task A_deleted_link_is_gone_for_ever()
    {
        var code = (await owner.Shorten(new { url = "https://example.com/" })).Text("code");
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/links/{code}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/links/{code}")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await app.CreateClient().GetAsync("/" + code)).StatusCode);
        await (await owner.GetAsync($"/api/links/{code}")).IsProblem(404, "link-not-found");
    }

    [Fact]
    public async Task A_repeat_with_its_key_finds_the_first_link()
    {
        owner.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var first = await owner.PostAsJsonAsync("/api/links", new { url = "https://example.com/key" });
        using var again = await owner.PostAsJsonAsync("/api/links", new { url = "https://example.com/key" });
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        await (await owner.PostAsJsonAsync("/api/links", new { url = "https://example.com/other" })).IsProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task One_key_makes_one_link_also_when_another_code_is_wanted()
    {
        owner.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var (code, other) = (NewLinks.CustomCode(), NewLinks.CustomCode());
        await owner.Shorten(new { url = "https://example.com/", code });
        using var again = await owner.PostAsJsonAsync("/api/links", new { url = "https://example.com/", code });
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        await (await owner.PostAsJsonAsync("/api/links", new { url = "https://example.com/", code = other })).IsProblem(422, "idempotency-key-reused");
        await (await owner.GetAsync($"/api/links/{other}")).IsProblem(404, "link-not-found");
    }

    [Fact]
    public async Task A_link_that_is_there_is_found_instead_of_made()
    {
        var first = await owner.Shorten(new { url = "https://example.com/same" });
        using var found = await owner.PostAsJsonAsync("/api/links", new { url = "HTTPS://EXAMPLE.com:443/same", findIfExists = true });
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.Equal(first.Text("code"), (await found.Content.ReadFromJsonAsync<JsonElement>()).Text("code"));
    }

    [Fact]
    public async Task People_without_an_account_get_a_drawn_code_for_thirty_days()
    {
        var anonymous = app.CreateClient();
        var link = await anonymous.Shorten(new { url = "https://example.com/" });
        var life = link.GetProperty("expiresAt").GetDateTimeOffset() - link.GetProperty("createdAt").GetDateTimeOffset();
        Assert.Equal(TimeSpan.FromDays(30), life);
        await (await anonymous.PostAsJsonAsync("/api/links", new { url = "https://example.com/", code = NewLinks.CustomCode() }))
            .IsProblem(403, "anonymous-not-allowed");
    }

    [Fact]
    public async Task Whether_a_code_is_free_can_be_asked()
    {
        var code = NewLinks.CustomCode();
        Assert.True((await owner.GetFromJsonAsync<JsonElement>($"/api/links/availability/{code}")).GetProperty("available").GetBoolean());
        await owner.Shorten(new { url = "https://example.com/", code });
        Assert.Equal("code-taken", (await owner.GetFromJsonAsync<JsonElement>($"/api/links/availability/{code}")).Text("reason"));
        Assert.Equal("code-reserved", (await owner.GetFromJsonAsync<JsonElement>("/api/links/availability/Docs")).Text("reason"));
    }
}
