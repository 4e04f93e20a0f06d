using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.RateLimits.Web;

public sealed class ReportApiTests(AppFixture app)
{
    [Fact]
    public async Task Usage_denials_and_the_live_feed_tell_what_was_asked()
    {
        var limiter = await LimiterClient.Create(app);
        await limiter.Put("calls", new { algorithm = "fixed-window", limit = 3, periodMs = 86_400_000 });
        var heard = Channel.CreateUnbounded<LiveEvent>();
        var topic = await app.Services.GetRequiredService<LiveTopics>().Open($"rate-limits:usage:{limiter.Id}", OwnerOf(limiter));
        var (_, subscription) = await topic.Require().WatchAsync(
            app.Services.GetRequiredService<LiveConnector>(), null, batch => batch.Events.ToList().ForEach(e => heard.Writer.TryWrite(e)));
        using (subscription)
        {
            for (var i = 0; i < 5; i++)
            {
                await limiter.Check("ann", ("calls", 1));
            }

            await TestTime.Eventually(async () => await Counted(limiter) == (3, 2), "three were granted and two refused");
            var limited = await limiter.Owner.GetFromJsonAsync<JsonElement>($"{limiter.Path}/limited?window=1h");
            var ann = Assert.Single(limited.GetProperty("items").EnumerateArray());
            Assert.Equal(("ann", "calls", 2L, 0L), (ann.GetProperty("subject").GetString(), ann.GetProperty("policy").GetString(), ann.GetProperty("denied").GetInt64(), ann.GetProperty("error").GetInt64()));
            var first = await heard.Reader.ReadAsync().AsTask().WaitAsync(TestTime.Deadline);
            Assert.Equal("usage", first.Name);
        }

        var subject = await limiter.Owner.GetFromJsonAsync<JsonElement>($"{limiter.Path}/subjects/ann");
        Assert.Equal(0, subject.GetProperty("policies")[0].GetProperty("remaining").GetInt64());
        Assert.NotEmpty(subject.GetProperty("denials").EnumerateArray());
    }

    [Fact]
    public async Task Reports_refuse_what_they_cannot_show()
    {
        var limiter = await LimiterClient.Create(app);
        await Problem.Read(await limiter.Owner.GetAsync($"{limiter.Path}/usage?from=2027-01-05T00:00:00Z&to=2027-01-04T00:00:00Z"), 400, "range-invalid");
        await Problem.Read(await limiter.Owner.GetAsync($"{limiter.Path}/limited?window=2h"), 400, "invalid-request");
        using var stranger = app.CreateClient(new UserId(Guid.NewGuid()));
        await Problem.Read(await stranger.GetAsync($"{limiter.Path}/limited"), 404, "app-not-found");
        var topics = app.Services.GetRequiredService<LiveTopics>();
        Assert.False((await topics.Open($"rate-limits:usage:{limiter.Id}", new ClaimsPrincipal())).IsOk);
        Assert.Equal("topic-not-found", (await topics.Open($"rate-limits:policies:{limiter.Id}", OwnerOf(limiter))).Error?.Code);
    }

    private static async Task<(long, long)> Counted(LimiterClient limiter)
    {
        var now = DateTimeOffset.UtcNow;
        var usage = await limiter.Owner.GetFromJsonAsync<JsonElement>(
            $"{limiter.Path}/usage?from={now.AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}&to={now.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}&step=hour&policy=calls");
        var counts = usage.GetProperty("points").EnumerateArray().SelectMany(p => p.GetProperty("policies").EnumerateArray()).ToList();
        return (counts.Sum(c => c.GetProperty("allowed").GetInt64()), counts.Sum(c => c.GetProperty("denied").GetInt64()));
    }

    private static ClaimsPrincipal OwnerOf(LimiterClient limiter) =>
        new(new ClaimsIdentity([new Claim("sub", limiter.Owner.DefaultRequestHeaders.GetValues(TestUsers.Header).Single().Trim())], "test"));
}
