using System.Net;

namespace OrleansBackends.Tests.Kill;

/// <summary>PostgreSQL is gone for ten seconds while links are created and followed without pause.</summary>
[Collection<KillCollection>]
public sealed class DatabaseOutageTests(KillFixture kill, DatabaseOutageTests.Story story) : IClassFixture<DatabaseOutageTests.Story>
{
    [Fact]
    public async Task Writes_are_refused_with_a_503_problem_while_the_database_is_away()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        var during = story.Writes.Where(c => c.Begun > story.Away && c.Ended < story.Back).ToList();
        Assert.NotEmpty(during);
        Assert.DoesNotContain(during, c => c is not { Status: HttpStatusCode.ServiceUnavailable, ContentType: "application/problem+json" });
    }

    [Fact]
    public async Task Links_that_a_frontend_knows_go_on_redirecting_without_the_database()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        Assert.DoesNotContain(story.Visits, c => c.Status != HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Writes_succeed_again_by_themselves_and_nothing_acknowledged_is_lost()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        Assert.Contains(story.Writes, c => c.Begun > story.Back && c.Status == HttpStatusCode.Created);
        foreach (var (call, number) in story.Writes.Where(c => c.Status == HttpStatusCode.Created).Select((c, i) => (c, i)))
        {
            using var response = await kill.Browser(number).GetAsync($"/{call.Code}");
            Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{call}, and afterwards {response.StatusCode}");
        }
    }

    /// <summary>What happened once, for all the tests of the class.</summary>
    public sealed class Story
    {
        private Task? told;

        internal IReadOnlyCollection<Call> Writes { get; private set; } = [];

        internal IReadOnlyCollection<Call> Visits { get; private set; } = [];

        internal TimeSpan Away { get; private set; }

        internal TimeSpan Back { get; private set; }

        internal Task Tell(KillFixture kill) => told ??= Happen(kill);

        private async Task Happen(KillFixture kill)
        {
            var (created, known) = await kill.Create(0);
            created.Dispose();
            var writes = new Load(4, caller => kill.Create(caller));
            var visits = new Load(2, async caller => (await kill.Browser(caller).GetAsync($"/{known}"), known));
            await writes.Reaches(20, call => call.Status == HttpStatusCode.Created);
            await visits.Reaches(20, call => call.Status == HttpStatusCode.Redirect);

            await kill.Postgres!.StopAsync();
            Away = writes.Now;
            await Task.Delay(TimeSpan.FromSeconds(10)); // Real processes keep real time.
            Back = writes.Now;
            await kill.Postgres.StartAsync();

            await kill.Recover();
            await writes.Reaches(20, call => call.Begun > Back && call.Status == HttpStatusCode.Created);
            Writes = await writes.StopAfter(TimeSpan.Zero);
            Visits = await visits.StopAfter(TimeSpan.Zero);
        }
    }
}
