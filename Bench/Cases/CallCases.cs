using OrleansBackends.Bench.Load;
using OrleansBackends.Bench.Processes;
using OrleansBackends.Bench.Report;
using OrleansBackends.Bench.Subjects;

namespace OrleansBackends.Bench.Cases;

/// <summary>A call that does nothing: inside one silo, to a silo in another process, and to that silo from a client that is none.</summary>
internal static class CallCases
{
    public static readonly BenchCase Calls = new("calls", Run);

    private static async IAsyncEnumerable<Row> Run(InterleavedPairs pairs)
    {
        await using var postgres = await PostgresServer.StartNewAsync();
        var settings = new SiloSettings(postgres.ConnectionString);
        await using var silo = await BenchSilo.OnPostgres(settings);
        var health = FreePort.Next();
        await using var other = ServerProcess.Start("OrleansBackends.Bench", health, settings.NewSilo(health), "serve", "silo");
        await other.Ready();
        await using var client = await GatewayClient.Start(postgres.ConnectionString, "orleans-backends");

        foreach (var callers in new[] { 1, 100 })
        {
            var near = await Find(silo, callers, host => host == silo.Address);
            var far = await Find(silo, callers, host => host != silo.Address);
            var local = Side.Closed("same silo", callers, caller => Call(silo.Grains, near[caller]));
            var remote = Side.Closed("other silo", callers, caller => Call(silo.Grains, far[caller]));
            var external = Side.Closed("external client", callers, caller => Call(client.Grains, far[caller]));
            yield return await pairs.Compare($"no-op call, {callers} at once", local, remote);
            yield return await pairs.Compare($"no-op call, {callers} at once", local, external);
        }
    }

    private static ValueTask Call(IGrainFactory grains, string key) => new(grains.GetGrain<INoopGrain>(key).Call());

    /// <summary>Keys of grains that are active on a silo of the wanted kind.</summary>
    private static async Task<string[]> Find(BenchSilo silo, int count, Func<SiloAddress, bool> wanted)
    {
        var found = new List<string>();
        for (var i = 0; found.Count < count; i++)
        {
            var key = $"benchnoop:{i}";
            if (wanted(await silo.Grains.GetGrain<INoopGrain>(key).FindHost()))
            {
                found.Add(key);
            }
        }

        return [.. found];
    }
}
