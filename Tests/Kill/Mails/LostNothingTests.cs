using System.Collections.Concurrent;

namespace OrleansBackends.Tests.Kill.Mails;

/// <summary>What came of every trigger that was accepted while mail server, silos and database went away.</summary>
[Collection<PatientKillCollection>]
public sealed class LostNothingTests(KillFixture kill, LostNothingStory story) : IClassFixture<LostNothingStory>
{
    [Fact]
    public async Task Everybody_gets_the_mail_of_every_accepted_trigger()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        var expected = LostNothingStory.Triggers.SelectMany(trigger => Enumerable.Range(0, trigger.Value).Select(i => MailDesk.Address(trigger.Key, i)));
        Assert.Equal(expected.Order(), Arrived().Select(mail => mail.To).Distinct().Order());
    }

    [Fact]
    public async Task A_mail_that_comes_again_comes_under_the_same_id()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        Assert.Equal(LostNothingStory.Mails, Arrived().Distinct().Count());
    }

    [Fact]
    public async Task The_log_says_of_each_message_once_that_it_was_sent()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        var logged = new ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(LostNothingStory.Triggers, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (trigger, _) =>
        {
            IReadOnlyList<string> statuses = [];
            await MailDesk.Until(
                async () => (statuses = await kill.Desk!.Statuses(trigger.Key)).All(status => status == "sent"), () => $"the log does not say of {trigger.Key} that it was sent");
            logged[trigger.Key] = statuses.Count;
        });
        Assert.Equal(LostNothingStory.Triggers.OrderBy(trigger => trigger.Key), logged.OrderBy(trigger => trigger.Key));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{logged.Count} triggers for {LostNothingStory.Mails} people: accepted in {story.Accepting.TotalSeconds:0} s, all delivered after {story.Delivering.TotalSeconds:0} s, "
            + $"with the mail server and the database away and two silos killed; {Arrived().Count - LostNothingStory.Mails} mails came again, each under its own id.");
    }

    private List<(string Id, string To)> Arrived() => [.. kill.Mailbag.Of(LostNothingStory.Triggers.Keys)];
}
