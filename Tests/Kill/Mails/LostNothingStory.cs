using System.Diagnostics;
using System.Globalization;
using OrleansBackends.Tests.Notifications.Channels.Email;

namespace OrleansBackends.Tests.Kill.Mails;

/// <summary>
/// What happens once for all the tests of <see cref="LostNothingTests"/>: while triggers are accepted without pause the mail server goes away and comes
/// back, two of three silos are killed and started again, and the database stops. <c>BACKENDS_MAIL_TRIGGERS</c> sets how many they are; 10,000 take some
/// minutes and want a machine for themselves.
/// </summary>
public sealed class LostNothingStory
{
    private const int People = 40;
    private const int AtOnce = 16;

    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("BACKENDS_MAIL_TRIGGERS") ?? "300", CultureInfo.InvariantCulture);

    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(3) + (TimeSpan.FromMilliseconds(60) * Count);

    private static readonly string[] ToMany = [.. Enumerable.Range(0, 8).Select(i => $"lost-nothing-{i}")];
    private static readonly string[] ToOne = [.. Enumerable.Range(0, Count).Select(i => $"lost-no-trigger-{i}")];

    private Task? told;
    private int accepted;

    /// <summary>All that were accepted, with how many people each is for.</summary>
    public static IReadOnlyDictionary<string, int> Triggers { get; } =
        ToMany.ToDictionary(trigger => trigger, _ => People).Concat(ToOne.ToDictionary(trigger => trigger, _ => 1)).ToDictionary();

    public static int Mails => Triggers.Values.Sum();

    public TimeSpan Accepting { get; private set; }

    public TimeSpan Delivering { get; private set; }

    internal Task Tell(KillFixture kill) => told ??= Happen(kill);

    private async Task Happen(KillFixture kill)
    {
        var begun = Stopwatch.GetTimestamp();
        var accepting = Parallel.ForEachAsync(ToOne, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (trigger, _) =>
        {
            await kill.Desk!.Trigger(trigger, people: 1);
            Interlocked.Increment(ref accepted);
        });
        await Accepted(Count / 4);
        kill.Mail.Script = _ => SmtpDouble.Cut;
        await Trigger(kill, ToMany[..4]);
        await Kill(kill); // While recipients are being told.
        await Trigger(kill, ToMany[4..]);
        await Accepted(Count * 3 / 4);
        kill.Mail.Script = _ => null;
        await accepting;
        Accepting = Stopwatch.GetElapsedTime(begun);

        await Reach(kill, Mails / 4);
        await Kill(kill); // While mails are being sent.
        await Reach(kill, Mails / 2);
        await kill.Postgres!.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(5)); // Real processes keep real time.
        await kill.Postgres.StartAsync();
        await Reach(kill, Mails);
        Delivering = Stopwatch.GetElapsedTime(begun);
        await kill.Recover();
    }

    private Task Accepted(int some) => MailDesk.Until(
        () => Task.FromResult(Volatile.Read(ref accepted) >= some), () => $"{accepted} triggers are accepted, not {some}", LongEnough);

    private static Task Trigger(KillFixture kill, string[] some) => Task.WhenAll(some.Select(trigger => kill.Desk!.Trigger(trigger, People)));

    private static async Task Kill(KillFixture kill)
    {
        var (port, victim) = kill.Cluster.Silos.First();
        victim.Kill();
        await kill.Cluster.Replace(port);
    }

    private static Task Reach(KillFixture kill, int people) => MailDesk.Until(
        () => Task.FromResult(kill.Mailbag.Reached(Triggers.Keys) >= people), () => $"{kill.Mailbag.Reached(Triggers.Keys)} people got their mail, not {people}", LongEnough);
}
