using OrleansBackends.Tests.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Kill.Mails;

/// <summary>Mails are triggered and sent while the mail server goes away, two of three silos are killed and the database stops.</summary>
[Collection<PatientKillCollection>]
public sealed class LostNothingTests(KillFixture kill, LostNothingTests.Story story) : IClassFixture<LostNothingTests.Story>
{
    private const int People = 40;

    private static readonly string[] Triggers = [.. Enumerable.Range(0, 8).Select(i => $"lost-nothing-{i}")];

    [Fact]
    public async Task Everybody_gets_the_mail_of_every_accepted_trigger()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        var expected = Triggers.SelectMany(trigger => Enumerable.Range(0, People).Select(i => MailDesk.Address(trigger, i)));
        Assert.Equal(expected.Order(), kill.Mailbag.Of(Triggers).Select(mail => mail.To).Distinct().Order());
    }

    [Fact]
    public async Task A_mail_that_comes_again_comes_under_the_same_id()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        Assert.Equal(Triggers.Length * People, kill.Mailbag.Of(Triggers).Distinct().Count());
    }

    [Fact]
    public async Task The_log_says_of_each_message_once_that_it_was_sent()
    {
        KillFixture.NeedPostgres();
        await story.Tell(kill);

        foreach (var trigger in Triggers)
        {
            Assert.Equal(Enumerable.Repeat("sent", People), await kill.Desk!.Statuses(trigger));
        }
    }

    /// <summary>What happened once, for all the tests of the class.</summary>
    public sealed class Story
    {
        private Task? told;

        internal Task Tell(KillFixture kill) => told ??= Happen(kill);

        private static async Task Happen(KillFixture kill)
        {
            kill.Mail.Script = _ => SmtpDouble.Cut;
            await Trigger(kill, Triggers[..4]);
            await Kill(kill); // While recipients are being told.
            await Trigger(kill, Triggers[4..]);
            kill.Mail.Script = _ => null;
            await Reach(kill, People);
            await Kill(kill); // While mails are being sent.
            await Reach(kill, 3 * People);

            await kill.Postgres!.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(5)); // Real processes keep real time.
            await kill.Postgres.StartAsync();
            await Reach(kill, Triggers.Length * People);
            await MailDesk.Until(
                async () => (await Task.WhenAll(Triggers.Select(kill.Desk!.Statuses))).All(all => all.All(status => status == "sent")),
                () => "the log does not say of each message that it was sent");
            await kill.Recover();
        }

        private static Task Trigger(KillFixture kill, string[] some) => Task.WhenAll(some.Select(trigger => kill.Desk!.Trigger(trigger, People)));

        private static async Task Kill(KillFixture kill)
        {
            var (port, victim) = kill.Cluster.Silos.First();
            victim.Kill();
            await kill.Cluster.Replace(port);
        }

        private static Task Reach(KillFixture kill, int people) => MailDesk.Until(
            () => Task.FromResult(kill.Mailbag.Reached(Triggers) >= people), () => $"{kill.Mailbag.Reached(Triggers)} people got their mail, not {people}");
    }
}
