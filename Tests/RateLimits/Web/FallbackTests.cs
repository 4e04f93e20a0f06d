using System.Net;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>What each policy does while its limiter does not answer.</summary>
public sealed class FallbackTests(LimitedApp app) : IClassFixture<LimitedApp>
{

    [Fact]
    public async Task While_no_limiter_answers_each_policy_says_what_happens_and_then_the_numbers_hold_again()
    {
        using var client = app.CreateClient();
        app.Hung.AreHung = true;
        try
        {
            var together = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Get(client, "/probes/local")));
            Assert.All(together, status => Assert.Equal(HttpStatusCode.OK, status));
            Assert.Equal(HttpStatusCode.TooManyRequests, await Get(client, "/probes/local"));
            Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/open"));
            using var closed = await client.GetAsync("/probes/closed");
            var problem = await Problem.Read(closed, 503, "capacity-reduced");
            Assert.Equal("https://iana.org/assignments/http-problem-types#temporary-reduced-capacity", problem.GetProperty("type").GetString());
            Assert.Equal(TimeSpan.FromSeconds(1), closed.Headers.RetryAfter?.Delta);
        }
        finally
        {
            app.Hung.AreHung = false;
        }

        await TestTime.Eventually(async () => await Get(client, "/probes/closed") == HttpStatusCode.OK, "the limiter is asked again");
        Assert.Equal(HttpStatusCode.OK, await Get(client, "/probes/local"));
    }

    private static async Task<HttpStatusCode> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}
