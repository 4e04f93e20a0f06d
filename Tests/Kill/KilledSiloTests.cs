using System.Net;

namespace OrleansBackends.Tests.Kill;

/// <summary>Links are created without pause while one of three silos is killed.</summary>
[Collection<KillCollection>]
public sealed class KilledSiloTests(KillFixture kill, KilledSiloTests.Story story) : IClassFixture<KilledSiloTests.Story>
{
    [Fact]
    public async Task Every_link_that_was_acknowledged_is_there_afterwards()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        foreach (var (call, number) in story.Calls.Where(c => c.Status == HttpStatusCode.Created).Select((c, i) => (c, i)))
        {
            using var response = await kill.Browser(number).GetAsync($"/{call.Code}");
            Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{call}, and afterwards {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Calls_begun_two_seconds_after_the_kill_succeed()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        Assert.DoesNotContain(story.Calls, c => c.Begun >= story.KilledAt + TimeSpan.FromSeconds(2) && c.Status != HttpStatusCode.Created);
        Assert.Contains(story.Calls, c => c.Begun >= story.KilledAt + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Calls_in_flight_at_the_kill_end_within_the_clients_timeout()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        // Five seconds, looked at once a second, and one more for a machine that is busy with starting and ending processes.
        Assert.DoesNotContain(story.Calls, c => c.Took > TimeSpan.FromSeconds(7));
    }

    /// <summary>What happened once, for all the tests of the class.</summary>
    public sealed class Story
    {
        private Task? told;

        internal IReadOnlyCollection<Call> Calls { get; private set; } = [];

        internal TimeSpan KilledAt { get; private set; }

        internal Task Tell(KillFixture kill) => told ??= Happen(kill);

        private async Task Happen(KillFixture kill)
        {
            var load = new Load(8, caller => kill.Create(caller));
            await Task.Delay(TimeSpan.FromSeconds(2)); // Real processes keep real time: load before the kill.
            var (port, victim) = kill.Cluster.Silos.First();
            KilledAt = load.Now;
            victim.Kill();
            Calls = await load.StopAfter(TimeSpan.FromSeconds(8));
            await kill.Cluster.Replace(port);
        }
    }
}
