using System.Globalization;
using System.Net;

namespace OrleansBackends.Tests.Web;

public sealed class ProductionTests(ProductionFixture production) : IClassFixture<ProductionFixture>
{
    [Fact]
    public async Task Browsers_are_told_to_come_back_by_tls_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "go.example.org" } };
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await production.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("max-age=", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/dev/mailbox")]
    [InlineData("GET", "/dev/mailbox/messages")]
    [InlineData("DELETE", "/dev/mailbox/messages")]
    public async Task The_development_mailbox_is_not_there(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await production.Http.SendAsync(request);
        await Problem.Read(answer, 404, "not-found");
    }

    [Fact]
    public async Task Where_nothing_is_mailed_no_link_by_mail_is_offered()
    {
        var page = await production.Http.GetStringAsync("/account/login");
        Assert.Contains("/account/register", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/account/forgot", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_are_traced_to_the_receiver_that_is_named()
    {
        using var answer = await production.Http.GetAsync("/robots.txt");
        await TestTime.Eventually(() => Task.FromResult(production.Requests.Contains("/robots.txt", StringComparison.Ordinal)), "the trace arrives");
        Assert.Contains("orleans-backends-frontend", production.Requests, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/chat/hooks/{0}/{1}", "/api/chat/hooks/{hookId}/{secret}")]
    [InlineData("GET", "/api/no-such/{0}/{1}", "/api/no-such/…")]
    public async Task A_secret_in_a_path_is_in_no_trace(string method, string path, string told)
    {
        var (id, secret) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        using var request = new HttpRequestMessage(new HttpMethod(method), string.Format(CultureInfo.InvariantCulture, path, id, secret));
        using var answer = await production.Http.SendAsync(request);
        await TestTime.Eventually(() => Task.FromResult(production.Requests.Contains(told, StringComparison.Ordinal)), "the trace arrives");
        Assert.DoesNotContain(secret, production.Requests, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_told_to_stop_says_so_first_and_serves_on_until_balancers_have_seen_it()
    {
        var frontend = await production.StartAsync();
        using var http = new HttpClient { BaseAddress = frontend.Address };
        var stopping = frontend.Stop();
        await TestTime.Eventually(
            async () =>
            {
                using var health = await http.GetAsync("/health/ready");
                return health.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            "the frontend says that it goes");
        using var served = await http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        await stopping;
    }
}
