using System.Net;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;

namespace OrleansBackends.Bench.Cases;

/// <summary>Hashing has threads of its own: who asks for something else does not wait for those who sign in.</summary>
internal static class SignInQueueCase
{
    private const int Waiting = 200;
    private const int PerSecond = 200;
    private const int Connections = 32;

    public static readonly BenchCase Latency = new("account-sign-in-queue", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var frontend = await EmbeddedFrontend.Start();
        using var people = new AccountClient(frontend.Address);
        var addresses = new List<string>();
        for (var i = 0; i < Waiting; i++)
        {
            addresses.Add(await people.Register());
        }

        using var unrelated = new HttpLoad(new Uri(frontend.Address, "/api/accounts/jwks"), Connections, HttpStatusCode.OK);
        var idle = Side.Open("GET, nobody signs in", PerSecond, Connections, _ => unrelated.Get());
        yield return await pairs.Compare(
            "an unrelated route",
            idle,
            new Side($"GET, {Waiting} sign in", async time =>
            {
                await using var queue = new SignInQueue(frontend.Address, addresses);
                return await idle.Run(time);
            }),
            new Goal(P99Times: 2));
    }
}
