using System.Net;

namespace OrleansBackends.Tests.Kill.Mails;

/// <summary>PostgreSQL is gone for some seconds while mails are triggered without pause.</summary>
[Collection<PatientKillCollection>]
public sealed class DatabaseAwayTests(KillFixture kill)
{
    [Fact]
    public async Task Triggers_are_refused_while_the_database_is_away_and_each_that_was_accepted_is_delivered()
    {
        KillFixture.NeedPostgres();
        var load = new Load(4, async _ =>
        {
            var transaction = $"away-{Guid.NewGuid():N}";
            return (await kill.Desk!.TryTrigger(transaction), transaction);
        });
        await load.Reaches(20, IsAccepted);
        await kill.Postgres!.StopAsync();
        var away = load.Now;
        await Task.Delay(TimeSpan.FromSeconds(5)); // Real processes keep real time.
        var back = load.Now;
        await kill.Postgres.StartAsync();
        await load.Reaches(20, call => call.Begun > back && IsAccepted(call));
        var calls = await load.StopAfter(TimeSpan.Zero);

        var during = calls.Where(call => call.Begun > away && call.Ended < back).ToList();
        Assert.NotEmpty(during);
        Assert.DoesNotContain(during, call => call is not { Status: HttpStatusCode.ServiceUnavailable, ContentType: "application/problem+json" });

        var accepted = calls.Where(IsAccepted).Select(call => call.Code!).ToList();
        await MailDesk.Until(
            () => Task.FromResult(kill.Mailbag.Reached(accepted) == accepted.Count), () => $"{kill.Mailbag.Reached(accepted)} of {accepted.Count} people got their mail");
        Assert.Equal(accepted.Count, kill.Mailbag.Of(accepted).Distinct().Count());
    }

    private static bool IsAccepted(Call call) => call.Status == HttpStatusCode.Accepted;
}
