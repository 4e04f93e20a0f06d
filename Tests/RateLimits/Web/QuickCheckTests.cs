using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>Checks that a frontend answers at the door, and those that it passes on.</summary>
public sealed class QuickCheckTests(AppFixture app)
{
    /// <summary>More than enough within a second for units to be paid in advance.</summary>
    private const int Burst = 24;

    private const string Body = """{"subject":"ann","checks":[{"policy":"calls"}]}""";

    [Fact]
    public async Task A_hot_check_is_answered_at_the_door_as_its_route_answers_it()
    {
        var limiter = await Create(1_000_000);
        using var slow = await Send(limiter, Body, "?enforce=false");
        using var quick = await Quick(limiter, Body);
        Assert.Equal(Shape(slow), Shape(quick));
        var (one, other) = (await slow.Content.ReadFromJsonAsync<JsonElement>(), await quick.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Equal(Members(one), Members(other));
        Assert.Equal(Members(one.GetProperty("results")[0]), Members(other.GetProperty("results")[0]));
    }

    [Theory]
    [InlineData("""{"subject":"ann","checks":[{"policy":"none"}]}""", 404, "policy-unknown")]
    [InlineData("""{"subject":"ann","checks":[{"policy":"calls"},{"policy":"calls"}]}""", 400, "invalid-request")]
    [InlineData("""{"subject":"ann","checks":[{"policy":"calls"}],"more":1}""", 400, "invalid-request")]
    [InlineData("""{"subject":"ann","checks":[null]}""", 400, "invalid-request")]
    [InlineData("""{"subject":"ann","checks":[{"policy":"calls"}]""", 400, "invalid-request")]
    [InlineData("""{"subject":"ann","checks":[{"policy":"calls"}]} x""", 400, "invalid-request")]
    public async Task What_is_wrong_with_a_hot_check_its_route_says(string body, int status, string code)
    {
        var limiter = await Create(1_000_000);
        (await Quick(limiter, Body)).Dispose();
        await Problem.Read(await Send(limiter, body), status, code);
    }

    [Fact]
    public async Task Hot_checks_are_granted_up_to_the_limit_and_denied_at_the_door_from_then_on()
    {
        var limiter = await Create(300);
        for (var i = 0; i < 300; i++)
        {
            (await Send(limiter, Body)).Dispose();
        }

        using var denied = await Quick(limiter, Body);
        var result = await denied.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(result.GetProperty("allowed").GetBoolean());
        Assert.InRange(result.GetProperty("results")[0].GetProperty("retryAfterMs").GetInt64(), 1, 86_400_000);
    }

    [Fact]
    public async Task A_server_with_a_key_is_counted_by_its_key_and_not_by_its_address()
    {
        var limiter = await Create(1_000_000);
        var edge = LimitPolicies.Get("edge").Capacity;
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            for (var i = 0; i < (edge / 16) + 10; i++)
            {
                using var answer = await Send(limiter, Body);
                Interlocked.Add(ref refused, answer.StatusCode == HttpStatusCode.OK ? 0 : 1);
            }
        }));
        Assert.Equal(0, refused);
    }

    private async Task<LimiterClient> Create(int limit)
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit, periodMs = 86_400_000 });
        return limiter;
    }

    /// <summary>Sends bursts of a check until one of them is answered at the door.</summary>
    private static async Task<HttpResponseMessage> Quick(LimiterClient limiter, string body)
    {
        HttpResponseMessage? quick = null;
        await TestTime.Eventually(
            async () =>
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => Send(limiter, body)));
                quick = Array.Find(answers, a => a.Headers.TransferEncodingChunked is not true);
                Array.ForEach(answers, a => (a == quick ? null : a)?.Dispose());
                return quick is not null;
            },
            "a check is answered at the door");
        return quick!;
    }

    private static async Task<HttpResponseMessage> Send(LimiterClient limiter, string body, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/rate-limits/check{query}") { Content = Problem.Json(body) };
        return await limiter.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static string Shape(HttpResponseMessage answer) => string.Join('\n', answer.Headers.Where(h => h.Key is not ("Date" or "Transfer-Encoding" or "RateLimit"))
        .Concat(answer.Content.Headers.Where(h => h.Key != "Content-Length")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order());

    private static List<string> Members(JsonElement of) => [.. of.EnumerateObject().Select(m => m.Name)];
}
