using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.Links.Visits;

public sealed class RedirectApiTests(AppFixture app)
{
    private const string Target = "https://example.com/secret-target";

    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());
    private readonly HttpClient visitor = app.CreateClient();

    [Theory]
    [InlineData(301, "public, max-age=3600")]
    [InlineData(302, "private, max-age=0")]
    [InlineData(307, "private, max-age=0")]
    [InlineData(308, "public, max-age=3600")]
    public async Task A_redirect_has_its_status_and_headers_cached_or_not(int status, string cacheControl)
    {
        var code = await Shorten(new { url = Target, redirectStatus = status });
        for (var hit = 0; hit < 2; hit++)
        {
            using var answer = await visitor.GetAsync("/" + code);
            Assert.Equal((status, Target), ((int)answer.StatusCode, answer.Headers.Location!.OriginalString));
            Assert.Equal(cacheControl, answer.Headers.NonValidated["Cache-Control"].ToString());
            Assert.Equal("noindex", answer.Headers.NonValidated["X-Robots-Tag"].ToString());
            Assert.Equal("strict-origin-when-cross-origin", answer.Headers.NonValidated["Referrer-Policy"].ToString());
            Assert.Equal(0, answer.Content.Headers.ContentLength);
        }
    }

    [Fact]
    public async Task A_visit_limit_lets_exactly_so_many_of_five_hundred_callers_pass()
    {
        var code = await Shorten(new { url = Target, maxVisits = 50 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => visitor.GetAsync("/" + code)));
        Assert.Equal(50, answers.Count(a => a.StatusCode == HttpStatusCode.Found));
        Assert.Equal(450, answers.Count(a => a.StatusCode == HttpStatusCode.Gone));
        Assert.All(answers.Where(a => a.StatusCode == HttpStatusCode.Found), a => Assert.Equal("no-store", a.Headers.CacheControl!.ToString()));
        var link = await owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}");
        Assert.Equal((50, "exhausted"), (link.GetProperty("visitsUsed").GetInt32(), link.Text("status")));
    }

    [Fact]
    public async Task Previews_heads_and_programs_use_no_visit_and_see_no_target()
    {
        var code = await Shorten(new { url = Target, maxVisits = 1, title = "secret-title" });
        var program = app.CreateClient();
        program.DefaultRequestHeaders.UserAgent.Clear();
        program.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8.5");
        foreach (var answer in new[]
        {
            await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/" + code)),
            await visitor.GetAsync($"/{code}+"),
            await program.GetAsync("/" + code),
            await visitor.GetAsync($"/api/links/{code}/qr"),
        })
        {
            await ShowsNothing(answer);
        }

        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/" + code)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync("/" + code)).StatusCode);
    }

    [Fact]
    public async Task A_password_opens_a_link_for_its_browser_until_it_changes()
    {
        var code = await Shorten(new { url = Target, password = "open sesame", title = "secret-title" });
        await ShowsNothing(await visitor.GetAsync("/" + code));
        await ShowsNothing(await visitor.GetAsync($"/{code}+"));
        await ShowsNothing(await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/" + code)));

        using var wrong = await Unlock(code, "open barley");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));

        using var right = await Unlock(code, "open sesame");
        Assert.Equal((HttpStatusCode.SeeOther, "/" + code), (right.StatusCode, right.Headers.Location!.OriginalString));
        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains($"path=/{code}", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);

        using var followed = await Follow(code, cookie);
        Assert.Equal((HttpStatusCode.Found, Target), (followed.StatusCode, followed.Headers.Location!.OriginalString));
        Assert.Equal(("no-store", "no-referrer"), (followed.Headers.CacheControl!.ToString(), followed.Headers.NonValidated["Referrer-Policy"].ToString()));

        await owner.Patch(code, new { password = "another one" });
        Assert.Equal(HttpStatusCode.OK, (await Follow(code, cookie)).StatusCode);
    }

    [Fact]
    public async Task The_sixth_try_of_a_password_within_a_minute_is_refused()
    {
        var code = await Shorten(new { url = Target, password = "open sesame" });
        // At once, so that the minute does not depend on how long a password takes to check.
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Unlock(code, "wrong")));
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized));
        using var refused = answers.Single(a => a.StatusCode != HttpStatusCode.Unauthorized);
        await Problem.Read(refused, 429, "rate-limited");
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task What_has_not_begun_is_not_found_and_what_has_ended_goes_to_its_fallback()
    {
        var early = await Shorten(new { url = Target, startsAt = DateTimeOffset.UtcNow.AddHours(1) });
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/" + early)).StatusCode);

        var spent = await Shorten(new { url = Target, maxVisits = 1, fallbackUrl = "https://example.com/over" });
        Assert.Equal(Target, (await visitor.GetAsync("/" + spent)).Headers.Location!.OriginalString);
        Assert.Equal("https://example.com/over", (await visitor.GetAsync("/" + spent)).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync($"/{spent}+")).StatusCode);
    }

    [Fact]
    public async Task A_query_is_forwarded_where_the_owner_wants_it()
    {
        var code = await Shorten(new { url = "https://example.com/?a=1", forwardQuery = true });
        Assert.Equal("https://example.com/?a=1&b=%20x", (await visitor.GetAsync($"/{code}?a=2&b=%20x")).Headers.Location!.OriginalString);
        Assert.Equal("https://example.com/?a=1", (await visitor.GetAsync($"/{code}")).Headers.Location!.OriginalString);
        var closed = await Shorten(new { url = "https://example.com/?a=1" });
        Assert.Equal("https://example.com/?a=1", (await visitor.GetAsync($"/{closed}?b=2")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_custom_code_is_found_in_any_case()
    {
        var code = NewLinks.CustomCode();
        await Shorten(new { url = Target, code });
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/" + code.ToUpperInvariant())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync($"/api/links/{code.ToUpperInvariant()}")).StatusCode);
    }

    [Fact]
    public async Task A_preview_shows_the_target_in_both_scripts_and_counts_nothing()
    {
        var code = await Shorten(new { url = "https://münchen.example/weg?<b>", title = "<script>alert(1)</script>" });
        var page = await visitor.GetStringAsync($"/{code}+");
        Assert.Contains("münchen.example", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("xn--mnchen-3ya.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Short_urls_are_read_and_nothing_else()
    {
        var code = await Shorten(new { url = Target });
        using var refused = await visitor.PostAsync("/" + code, new FormUrlEncodedContent([new("password", "x")]));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD"), (refused.StatusCode, string.Join(", ", refused.Content.Headers.Allow)));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await visitor.DeleteAsync("/" + code)).StatusCode);
    }

    [Fact]
    public async Task Who_guesses_codes_is_stopped_for_every_short_url()
    {
        var code = await Shorten(new { url = Target });
        var guesser = app.CreateClient();
        Assert.Equal(HttpStatusCode.Found, (await guesser.GetAsync("/" + code)).StatusCode);
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await guesser.GetAsync($"/guess-{Guid.NewGuid():N}"[..20])).StatusCode);
        }

        // A unit comes back every second, so there may be one again for each of these.
        HttpResponseMessage known = null!;
        await TestTime.Eventually(
            async () =>
            {
                var guesses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => guesser.GetAsync($"/guess-{Guid.NewGuid():N}"[..20])));
                known = await guesser.GetAsync("/" + code);
                return guesses[^1].StatusCode == HttpStatusCode.TooManyRequests && known.StatusCode == HttpStatusCode.TooManyRequests;
            },
            "a guesser is refused");
        await Problem.Read(known, 429, "rate-limited");
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/" + code)).StatusCode);
    }

    [Fact]
    public async Task The_first_segment_of_every_route_is_refused_as_a_code()
    {
        var routes = app.Services.GetService(typeof(Microsoft.AspNetCore.Routing.EndpointDataSource)) as Microsoft.AspNetCore.Routing.EndpointDataSource;
        var segments = routes!.Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!.Trim('/').Split('/')[0]).Where(s => s.Length >= 3 && !s.Contains('{') && !s.Contains('.')).Distinct();
        foreach (var segment in segments)
        {
            using var refused = await owner.PostAsJsonAsync("/api/links", new { url = Target, code = segment.ToUpperInvariant() });
            await Problem.Read(refused, 422, "code-reserved");
        }
    }

    private async Task<string> Shorten(object request) => (await owner.Shorten(request)).Text("code");

    private Task<HttpResponseMessage> Unlock(string code, string password) =>
        visitor.PostAsync("/" + code, new FormUrlEncodedContent([new("password", password)]));

    private async Task<HttpResponseMessage> Follow(string code, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/" + code);
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        return await visitor.SendAsync(request);
    }

    private static async Task ShowsNothing(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {body}");
        Assert.Null(answer.Headers.Location);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }
}
