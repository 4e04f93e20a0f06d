using System.Net;

namespace OrleansBackends.Tests.Kill;

[Collection<PatientKillCollection>]
public sealed class LimitedLinkTests(KillFixture kill)
{
    private const int Limit = 50;
    private const int Callers = 500;

    [Fact]
    public async Task A_link_with_a_visit_limit_never_redirects_once_too_often_though_its_silo_is_killed_midway()
    {
        KillFixture.NeedPostgres();
        var (created, code) = await kill.Create(0, Limit);
        created.Dispose();
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var home = await kill.FindSilo(code!);

        var (redirects, lost) = (0, 0);
        var midway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var visits = Enumerable.Range(0, Callers).Select(async caller =>
        {
            using var response = await kill.Browser(caller).GetAsync($"/{code}");
            if (response.StatusCode == HttpStatusCode.Redirect && Interlocked.Increment(ref redirects) == Limit / 5)
            {
                midway.SetResult();
            }
            else if (response.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.Gone))
            {
                Interlocked.Increment(ref lost);
            }
        }).ToList();
        await TestTime.Soon(midway.Task, "a fifth of the visits");
        kill.Cluster.Silos[home].Kill();
        await Task.WhenAll(visits);

        redirects += await UseUp(code!);
        await kill.Cluster.Replace(home);

        var used = (await kill.Get(code!)).GetProperty("visitsUsed").GetInt32();
        Assert.Equal(Limit, used);
        // A visit whose answer was lost on the way stays used; nobody was sent on without one.
        Assert.InRange(redirects, Limit - lost, Limit);
    }

    /// <summary>Follows the link until it has ended and answers how often it still redirected.</summary>
    private async Task<int> UseUp(string code)
    {
        var redirects = 0;
        using var deadline = new CancellationTokenSource(TestTime.Deadline);
        while (true)
        {
            using var response = await kill.Browser(redirects).GetAsync($"/{code}", deadline.Token);
            if (response.StatusCode == HttpStatusCode.Gone)
            {
                return redirects;
            }

            redirects += response.StatusCode == HttpStatusCode.Redirect ? 1 : 0;
        }
    }
}
