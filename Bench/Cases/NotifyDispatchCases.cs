using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Bench.Cases;

/// <summary>The sender against a provider that answers at once, and how long a one-time code takes beside a campaign.</summary>
internal static class NotifyDispatchCases
{
    private const int InFlight = 32;
    private const int Backlog = 4_000;
    private const int Campaign = 100_000;

    public static readonly BenchCase SendLoop = new("notify-send", RunSendLoop);

    public static readonly BenchCase Codes = new("notify-otp", RunCodes);

    private static async IAsyncEnumerable<Row> RunSendLoop(InterleavedPairs pairs)
    {
        await using var server = await BareServer.Start();
        using var provider = new HttpProvider(server.Address);
        using var folder = new TemporaryFolder();
        await using var silo = await Open(folder, provider);
        var queue = new Queues(silo.Grains, provider);
        var bare = Side.Closed($"bare HttpClient loop, {InFlight} at a time", InFlight, async _ => await provider.Call());
        var loop = new Side($"send loop, {Backlog} queued messages", _ => queue.SendAll(Backlog));
        yield return await pairs.Compare("messages handed over", bare, loop, new Goal(Ratio: 0.7));
    }

    private static async IAsyncEnumerable<Row> RunCodes(InterleavedPairs pairs)
    {
        await using var server = await BareServer.Start();
        using var provider = new HttpProvider(server.Address);
        using var folder = new TemporaryFolder();
        await using var silo = await Open(folder, provider);
        var queue = new Queues(silo.Grains, provider);
        provider.Close();
        await queue.Fill(Lane.Bulk, Campaign);
        var idle = Side.Closed("code alone", 1, async _ => await queue.SendCode());
        var busy = new Side($"code beside a campaign of {Campaign:N0}", async time =>
        {
            provider.Open();
            var sample = await ClosedLoop.Run(1, time, async _ => await queue.SendCode());
            provider.Close();
            return provider.Calls < Campaign ? sample : throw new InvalidOperationException("The campaign ended before the measurement did.");
        });
        yield return await pairs.Compare("time of a code to its hand-over", idle, busy, new Goal(Ratio: 0.5));
        provider.Open();
    }

    private static Task<BenchSilo> Open(TemporaryFolder folder, HttpProvider provider) =>
        BenchSilo.OnSqlite(folder.Path, "Normal", services => services.AddSingleton(provider.Sender));
}
