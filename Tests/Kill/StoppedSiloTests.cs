using System.Net;

namespace OrleansBackends.Tests.Kill;

[Collection<KillCollection>]
public sealed class StoppedSiloTests(KillFixture kill)
{
    [Fact]
    public async Task A_silo_that_is_stopped_gracefully_fails_no_call()
    {
        KillFixture.NeedPostgres();
        var load = new Load(8, caller => kill.Create(caller));
        await Task.Delay(TimeSpan.FromSeconds(2));
        var (port, leaving) = kill.Cluster.Silos.First();
        await leaving.Stop();
        var calls = await load.StopAfter(TimeSpan.FromSeconds(2));
        await kill.Cluster.Replace(port);

        Assert.DoesNotContain(calls, c => c.Status != HttpStatusCode.Created);
    }
}
