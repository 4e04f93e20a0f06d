using System.Net;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>A route under its limit against the same route of a frontend that limits nothing.</summary>
internal static class RateLimitRouteCases
{
    private const int Connections = 32;

    /// <summary>So many that none of them is hot: each call of one of them asks its grain.</summary>
    private const int LiveKeys = 20_000;

    private const string Route = "/api/accounts/jwks";
    private const string Policy = "public-read";

    public static readonly BenchCase Routes = new("limited-route", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var unlimited = await EmbeddedFrontend.Start();
        await using var limited = await EmbeddedFrontend.StartLimited(Policy, LimitPolicyRules.MaxLimit);
        await using var closed = await EmbeddedFrontend.StartLimited(Policy, 1, LimitPolicyRules.MaxPeriodMs);
        using var free = new HttpLoad(new Uri(unlimited.Address, Route), Connections, HttpStatusCode.OK);
        using var counted = new HttpLoad(new Uri(limited.Address, Route), Connections, HttpStatusCode.OK);
        using var refused = new HttpLoad(new Uri(closed.Address, Route), Connections, HttpStatusCode.TooManyRequests);
        var baseline = Side.Closed("unlimited route", Connections, _ => free.Get());
        yield return await pairs.Compare(
            "limited route, one hot key", baseline, Side.Closed("limited", Connections, _ => counted.Get()), new Goal(Ratio: 0.90));

        var last = 0;
        var live = Side.Closed("limited", Connections, _ => counted.Get(Address(Interlocked.Increment(ref last) % LiveKeys)));
        await live.Run(TimeSpan.FromSeconds(10)); // All of them are active from then on.
        yield return await pairs.Compare("limited route, another live key for each call", baseline, live, new Goal(Ratio: 0.5));

        var next = LiveKeys;
        yield return await pairs.Compare(
            "limited route, a key never seen before for each call", baseline,
            Side.Closed("limited", Connections, _ => counted.Get(Address(Interlocked.Increment(ref next)))));

        using (var first = new HttpClient { BaseAddress = closed.Address })
        {
            using var answer = await first.GetAsync(Route);
            answer.EnsureSuccessStatusCode();
        }

        yield return await pairs.Compare("refusals of a hot key", baseline, Side.Closed("429", Connections, _ => refused.Get()), new Goal(Ratio: 0.90));
    }

    private static string Address(int n) => $"10.{(n >> 16) & 255}.{(n >> 8) & 255}.{n & 255}";
}
