using System.Net;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>Limiters that decide in time and answer after the request was refused.</summary>
public sealed class LateAnswerTests(LimitedApp app) : IClassFixture<LimitedApp>
{
    private const int Limit = 200;

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task Units_of_an_answer_that_came_too_late_are_granted_to_those_who_come_after(int before)
    {
        await app.Put("export", p => p with
        {
            Algorithm = LimitAlgorithm.FixedWindow, Limit = Limit, PeriodMs = LimitPolicyRules.MaxPeriodMs - before, OnFault = LimitFault.Closed,
        });
        using var client = app.CreateClient($"203.0.113.{before + 1}");
        var granted = 0;
        for (var i = 0; i < before; i++)
        {
            granted += await Get(client) == HttpStatusCode.OK ? 1 : 0;
        }

        var late = new TaskCompletionSource();
        app.Hung.AnsweredAfter = late.Task;
        while (await Get(client) == HttpStatusCode.OK)
        {
            granted++;
        }

        app.Hung.AnsweredAfter = Task.CompletedTask;
        late.SetResult();
        while (await Get(client) is var status and not HttpStatusCode.TooManyRequests)
        {
            granted += status == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.InRange(granted, Limit - 2, Limit);
    }

    private static async Task<HttpStatusCode> Get(HttpClient client)
    {
        using var answer = await client.GetAsync("/probes/burst");
        return answer.StatusCode;
    }
}
