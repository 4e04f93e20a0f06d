using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;
using OrleansBackends.Tests.Common.Processes;
using OrleansBackends.Tests.Kill;

namespace OrleansBackends.Tests.RateLimits.Kill;

/// <summary>One subject of an application, checked at two frontend processes before three silo processes.</summary>
[Collection<KillCollection>]
public sealed class KilledLimiterTests(KillFixture kill)
{
    private const int Limit = 100;
    private const int Callers = 8;

    private readonly ConcurrentQueue<TimeSpan> granted = new();
    private readonly long begun = Stopwatch.GetTimestamp();

    [Fact]
    public async Task A_hundred_a_minute_are_never_more_than_a_hundred_over_all_silos_and_frontends()
    {
        KillFixture.NeedPostgres();
        var (_, callers) = await Prepare(new { algorithm = "sliding-log", limit = Limit, periodMs = 60_000, onFault = "closed" });
        await Task.WhenAll(callers.Select(Ask));
        Assert.InRange(granted.Count, Limit * 9 / 10, Limit);
        callers.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task A_silo_that_is_killed_forgets_at_most_the_last_second_of_a_long_counter()
    {
        KillFixture.NeedPostgres();
        var (app, callers) = await Prepare(new { algorithm = "fixed-window", limit = Limit, periodMs = 31_536_000_000, onFault = "closed" });
        await using var inside = await GatewayClient.Start(kill.Postgres!.ConnectionString, kill.Cluster.ClusterId);
        var limiter = inside.Grains.GetGrain<ILimiterGrain>(RateLimitKey.Limiter(app, "ann"));

        var asking = Task.WhenAll(callers.Select(Ask));
        await TestTime.Eventually(() => Task.FromResult(granted.Count >= Limit / 4), "a quarter of the limit is granted");
        var home = (await inside.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(limiter))!.Endpoint.Port;
        var killedAt = Stopwatch.GetElapsedTime(begun);
        kill.Cluster.Silos[home].Kill();
        await TestTime.Soon(asking, "the end of what is granted");
        await kill.Cluster.Replace(home);

        var forgotten = granted.Count(at => at > killedAt - TimeSpan.FromSeconds(1) && at <= killedAt);
        Assert.InRange(granted.Count, Limit / 4, Limit + forgotten);
        callers.ForEach(c => c.Dispose());
    }

    /// <summary>An application with one policy, and programs that check at one frontend after the other.</summary>
    private async Task<(string App, List<HttpClient> Callers)> Prepare(object policy)
    {
        using var created = await kill.User(0).PostAsJsonAsync("/api/rate-limits/apps", new { name = "shop" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var app = await created.Content.ReadFromJsonAsync<JsonElement>();
        var id = app.GetProperty("id").GetString()!;
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/rate-limits/apps/{id}/policies/calls") { Content = JsonContent.Create(policy) };
        put.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var done = await kill.User(0).SendAsync(put);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        var frontends = kill.Cluster.Frontends.ToList();
        return (id, [.. Enumerable.Range(0, Callers).Select(i => Program(frontends[i % frontends.Count].Address, app.GetProperty("key").GetString()!))]);
    }

    private static HttpClient Program(Uri frontend, string key)
    {
        var client = new HttpClient { BaseAddress = frontend };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    /// <summary>Checks until this caller is denied again and again: what its frontend has been paid in advance is spent then.</summary>
    private async Task Ask(HttpClient caller)
    {
        for (var denied = 0; denied < Callers;)
        {
            using var answer = await caller.PostAsJsonAsync("/api/rate-limits/check", new { subject = "ann", checks = new[] { new { policy = "calls" } } });
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                var isGranted = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("allowed").GetBoolean();
                if (isGranted)
                {
                    granted.Enqueue(Stopwatch.GetElapsedTime(begun));
                }
                else
                {
                    denied++;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20)); // Leaves the silos time for their probes.
        }
    }
}
