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

        Assert.DoesNotContain(story.Calls, c => c.Begun >= story.Recovered && c.Status != HttpStatusCode.Created);
        Assert.Contains(story.Calls, c => c.Begun >= story.Recovered);
    }

    [Fact]
    public async Task Calls_in_flight_at_the_kill_end_within_the_clients_timeout()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        // Five seconds, looked at once a second; the rest is for a busy machine, and a third of what the caller itself would wait.
        Assert.DoesNotContain(story.Calls, c => c.Took > TestTime.Deadline / 3);
    }

    /// <summary>What happened once, for all the tests of the class.</summary>
    public sealed class Story
    {
        private Task? told;

        internal IReadOnlyCollection<Call> Calls { get; private set; } = [];

        /// <summary>Two seconds after the kill or, on a machine too busy for that, one after the others have declared the silo dead.</summary>
        internal TimeSpan Recovered { get; private set; }

        internal Task Tell(KillFixture kill) => told ??= Happen(kill);

        private async Task Happen(KillFixture kill)
        {
            var load = new Load(8, caller => kill.Create(caller));
            await load.Reaches(100, call => call.Status == HttpStatusCode.Created);
            var (port, victim) = kill.Cluster.Silos.First();
            var killedAt = load.Now;
            victim.Kill();
            await TestTime.Eventually(async () => !await kill.IsMember(port), "the silo is declared dead");
            Recovered = Longer(killedAt + TimeSpan.FromSeconds(2), load.Now + TimeSpan.FromSeconds(1));
            Calls = await load.StopAfter(TimeSpan.FromSeconds(8)); // Real processes keep real time.
            await kill.Cluster.Replace(port);
        }

        private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
    }
}
