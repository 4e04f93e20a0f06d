using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;

namespace OrleansBackends.Tests.Links.Rules;

public sealed class RuleApiTests(AppFixture app)
{
    private const string Main = "https://example.com/main";
    private const string Phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";

    private readonly HttpClient owner = app.CreateClient(NewLinks.Somebody());

    [Fact]
    public async Task Each_visitor_goes_where_the_first_matching_rule_leads()
    {
        var code = await Shorten(Rule("https://m.example/", "device", "mobile"), Rule("https://example.com/de", "language", "de"));
        for (var hit = 0; hit < 2; hit++)
        {
            Assert.Equal("https://m.example/", await Follow(code, Phone, "de"));
            Assert.Equal("https://example.com/de", await Follow(code, TestClients.Browser, "fr;q=0.5, de-AT;q=0.1"));
            Assert.Equal(Main, await Follow(code, TestClients.Browser, "fr"));
        }
    }

    [Fact]
    public async Task A_link_says_its_rules_and_an_edit_replaces_or_clears_them()
    {
        var code = await Shorten(Rule("https://m.example", "device", "Mobile"));
        var shown = await owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}");
        Assert.Equal("""[{"url":"https://m.example/","when":[{"kind":"device","value":"mobile","name":null}]}]""", shown.GetProperty("rules").GetRawText());
        await owner.Patch(code, new { title = "kept" });
        Assert.Equal("https://m.example/", await Follow(code, Phone, "de"));
        await owner.Patch(code, new { rules = (object?)null });
        Assert.Equal(Main, await Follow(code, Phone, "de"));
    }

    [Theory]
    [InlineData("""[{"url":"https://a.example/","when":[]}]""", 400, "rule-invalid")]
    [InlineData("""[{"url":"https://a.example/","when":[{"kind":"device","value":"fridge"}]}]""", 400, "rule-invalid")]
    [InlineData("""[{"url":"https://a.example/","when":[{"kind":"weather","value":"rain"}]}]""", 400, "invalid-request")]
    [InlineData("""[{"when":[{"kind":"device","value":"mobile","name":null}]}]""", 400, "invalid-request")]
    [InlineData("""[{"url":"javascript:1","when":[{"kind":"device","value":"mobile","name":null}]}]""", 422, "scheme-not-allowed")]
    public async Task A_rule_that_makes_no_sense_is_refused(string rules, int status, string code)
    {
        using var refused = await owner.PostAsync("/api/links", Problem.Json($$"""{"url":"{{Main}}","rules":{{rules}}}"""));
        await refused.IsProblem(status, code);
    }

    [Fact]
    public async Task A_permanent_redirect_by_rules_is_kept_by_no_shared_cache()
    {
        var code = (await owner.Shorten(new { url = Main, redirectStatus = 301, rules = new[] { Rule("https://m.example/", "device", "mobile") } })).Text("code");
        using var answer = await app.CreateClient().GetAsync("/" + code);
        Assert.Equal((HttpStatusCode.MovedPermanently, "private, max-age=0"), (answer.StatusCode, answer.Headers.NonValidated["Cache-Control"].ToString()));
    }

    [Fact]
    public async Task A_query_parameter_chooses_and_is_forwarded_to_what_was_chosen()
    {
        var rule = new { url = "https://example.com/mail", when = new[] { new { kind = "query", name = "from", value = "mail" } } };
        var code = (await owner.Shorten(new { url = Main, forwardQuery = true, rules = new[] { rule } })).Text("code");
        Assert.Equal("https://example.com/mail?from=mail", await Follow(code + "?from=mail", TestClients.Browser, "de"));
        Assert.Equal(Main + "?from=print", await Follow(code + "?from=print", TestClients.Browser, "de"));
    }

    [Fact]
    public async Task Rules_of_a_link_with_a_visit_limit_are_hidden_until_a_visit_is_used()
    {
        var code = (await owner.Shorten(new { url = Main, maxVisits = 1, rules = new[] { Rule("https://m.example/", "device", "mobile") } })).Text("code");
        Assert.DoesNotContain("m.example", await app.CreateClient().GetStringAsync($"/{code}+"), StringComparison.Ordinal);
        Assert.Equal("https://m.example/", await Follow(code, Phone, "de"));
    }

    [Fact]
    public async Task A_preview_tells_every_place_a_link_may_lead_to()
    {
        var code = await Shorten(Rule("https://m.example/", "device", "mobile"));
        var page = await app.CreateClient().GetStringAsync($"/{code}+");
        Assert.Contains(Main, page, StringComparison.Ordinal);
        Assert.Contains("https://m.example/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_stops_when_a_rules_target_is_banned()
    {
        var host = $"{Guid.NewGuid():N}.example";
        var code = await Shorten(Rule($"https://{host}/", "device", "mobile"));
        await app.Grains.GetGrain<ILinkGuardGrain>(LinkKey.Guard).Ban(host);
        await TestTime.Eventually(
            async () => (await app.CreateClient().GetAsync("/" + code)).StatusCode == HttpStatusCode.UnavailableForLegalReasons, "the link stops");
        await app.Grains.GetGrain<ILinkGuardGrain>(LinkKey.Guard).Unban(host);
    }

    [Fact]
    public async Task Clicks_are_counted_by_the_rule_that_was_taken()
    {
        var code = await Shorten(Rule("https://x.example/", "os", "ios"), Rule("https://m.example/", "device", "mobile"));
        await Follow(code, Phone, "de");
        await Follow(code, Phone, "de");
        await Follow(code, TestClients.Browser, "de");
        await TestTime.Eventually(async () => (await Stats(code)).GetProperty("human").GetInt32() == 3, "three clicks are counted");
        var rules = (await Stats(code)).GetProperty("rules").EnumerateArray().Select(r => (r.Text("key"), r.GetProperty("count").GetInt32()));
        Assert.Equal([("2", 2), ("default", 1)], rules);
    }

    [Fact]
    public async Task A_link_with_rules_is_no_plain_one_to_be_found()
    {
        await Shorten(Rule("https://m.example/", "device", "mobile"));
        using var made = await owner.PostAsJsonAsync("/api/links", new { url = Main, findIfExists = true });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    private static object Rule(string url, string kind, string value) => new { url, when = new[] { new { kind, value } } };

    private async Task<string> Shorten(params object[] rules) => (await owner.Shorten(new { url = Main, rules })).Text("code");

    private async Task<string> Follow(string code, string agent, string languages)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/" + code);
        request.Headers.UserAgent.ParseAdd(agent);
        request.Headers.AcceptLanguage.ParseAdd(languages);
        using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Server };
        request.Headers.Add("X-Forwarded-For", TestClients.NextAddress().ToString());
        using var answer = await visitor.SendAsync(request);
        return answer.Headers.Location!.OriginalString;
    }

    private Task<JsonElement> Stats(string code) => owner.GetFromJsonAsync<JsonElement>($"/api/links/{code}/stats");
}
