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
        await load.Reaches(100, call => call.Status == HttpStatusCode.Created);
        var (port, leaving) = kill.Cluster.Silos.First();
        await leaving.Stop();
        await load.Reaches(100, call => call.Status == HttpStatusCode.Created);
        var calls = await load.StopAfter(TimeSpan.Zero);
        await kill.Cluster.Replace(port);

        Assert.DoesNotContain(calls, c => c.Status != HttpStatusCode.Created);
    }
}
