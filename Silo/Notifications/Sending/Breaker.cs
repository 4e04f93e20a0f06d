using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>
/// Leaves a provider alone that failed ten times in a row through its own fault: for 30 seconds, and twice as long each time its probe fails, up to
/// ten minutes. A one-time code is worth less by the second, so one may go each second all the same, as a probe. Anything the provider answers
/// properly closes it.
/// </summary>
internal sealed record Breaker
{
    public const int Failures = 10;

    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan BetweenCodes = TimeSpan.FromSeconds(1);

    public static Breaker Closed { get; } = new();

    /// <summary>Failures since the last proper answer, while closed.</summary>
    public int InARow { get; init; }

    /// <summary>How often it opened since the last proper answer.</summary>
    public int Trips { get; init; }

    /// <summary>Null while closed; once this has passed a single probe may go.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>When the next code may go while it is open.</summary>
    public DateTimeOffset NextCode { get; init; }

    /// <summary>The probe is under way.</summary>
    public bool IsProbing { get; init; }

    public bool IsClosed => OpenUntil is null;

    /// <summary>How many of so many messages may go now.</summary>
    public int Allow(Lane lane, int wanted, DateTimeOffset now) => IsClosed || wanted == 0 ? wanted : now >= Next(lane) ? 1 : 0;

    /// <summary>When a message may go that may not go now; for a probe under way nobody can tell.</summary>
    public DateTimeOffset Next(Lane lane) =>
        lane == Lane.Otp ? NextCode
        : IsProbing ? DateTimeOffset.MaxValue
        : OpenUntil ?? DateTimeOffset.MinValue;

    /// <summary>A message that was allowed is on its way.</summary>
    public Breaker Begun(Lane lane, DateTimeOffset now) =>
        IsClosed ? this : lane == Lane.Otp ? this with { NextCode = now + BetweenCodes } : this with { IsProbing = true };

    /// <summary>There was nothing to send after all.</summary>
    public Breaker NotBegun(Lane lane) => lane == Lane.Otp ? this : this with { IsProbing = false };

    /// <summary>A failure of the provider counts, and a proper answer closes; what was not handed over says nothing.</summary>
    public Breaker After(SendReport report, DateTimeOffset now) =>
        !report.HandedOver ? NotBegun(report.Lane)
        : !report.ProviderFault ? Closed
        : IsClosed && InARow + 1 < Failures ? this with { InARow = InARow + 1 }
        : OpenUntil > now ? this
        : new Breaker { Trips = Trips + 1, OpenUntil = now + Pause(Trips), NextCode = now + BetweenCodes };

    private static TimeSpan Pause(int trips) => trips > 5 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << trips));
}
