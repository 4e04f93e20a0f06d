using System.Globalization;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;

namespace OrleansBackends.Tests.Kill.Mails;

/// <summary>
/// A topic's members get their mails although a silo is killed while they are told. <c>BACKENDS_TOPIC_MEMBERS</c> sets how many they are; the page's
/// promise is for more than 10,000.
/// </summary>
[Collection<PatientKillCollection>]
public sealed class LargeTopicTests(KillFixture kill)
{
    private const string Transaction = "large-topic";
    private const int AtOnce = 1_000;

    private static readonly int Members = int.Parse(Environment.GetEnvironmentVariable("BACKENDS_TOPIC_MEMBERS") ?? "600", CultureInfo.InvariantCulture);

    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(3) + (TimeSpan.FromMilliseconds(60) * Members);

    [Fact]
    public async Task Each_member_gets_the_mail_although_a_silo_is_killed_and_a_second_one_only_under_the_same_id()
    {
        KillFixture.NeedPostgres();
        await Fill();
        await kill.Desk!.TriggerTopic(Transaction, Transaction);
        await Reach(Members / 10);
        var (port, victim) = kill.Cluster.Silos.First();
        victim.Kill();
        await kill.Cluster.Replace(port);
        await Reach(Members);

        Assert.Equal(Members, kill.Mailbag.Of([Transaction]).Distinct().Count());
        await MailDesk.Until(
            async () => (await kill.Desk.Counts(Transaction)).GetValueOrDefault("sent") == Members, () => "the log does not say of each message that it was sent");
        await kill.Recover();
    }

    private async Task Fill()
    {
        var topic = kill.Grains.GetGrain<ITopicGrain>(NotifyKeys.Topic(NotifyKeys.Product, Transaction));
        (await topic.Put("Large")).Require();
        foreach (var some in Enumerable.Range(0, Members).Chunk(AtOnce))
        {
            (await topic.Change([.. some.Select(Name)], [])).Require();
            await Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (person, _) =>
                 (await Subscriber(person).Put(new SubscriberContact { Email = MailDesk.Address(Transaction, person) })).Require());
        }
    }

    private Task Reach(int people) => MailDesk.Until(
        () => Task.FromResult(kill.Mailbag.Reached([Transaction]) >= people), () => $"{kill.Mailbag.Reached([Transaction])} people got their mail, not {people}", LongEnough);

    private ISubscriberGrain Subscriber(int person) => kill.Grains.GetGrain<ISubscriberGrain>(NotifyKeys.Subscriber(NotifyKeys.Product, Name(person)));

    private static string Name(int person) => $"{Transaction}-{person}";
}
