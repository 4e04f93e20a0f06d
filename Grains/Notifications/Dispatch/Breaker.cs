namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>
/// Leaves a provider alone that failed ten times in a row through its own fault: for 30 seconds, and twice as long each time its probe fails, up to
/// ten minutes. Anything the provider answers properly closes it.
/// </summary>
internal sealed record Breaker
{
    public const int Failures = 10;

    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Failures since the last proper answer, while closed.</summary>
    public int InARow { get; init; }

    /// <summary>How often it opened since the last proper answer.</summary>
    public int Trips { get; init; }

    /// <summary>Null while closed; once this has passed a single probe may go.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    public bool IsClosed => OpenUntil is null;

    public bool IsOpen(DateTimeOffset now) => OpenUntil > now;

    public Breaker Answered() => this is { InARow: 0, Trips: 0, OpenUntil: null } ? this : new Breaker();

    /// <summary>A failure of something that was under way when it opened says nothing new.</summary>
    public Breaker Failed(DateTimeOffset now)
    {
        if (IsOpen(now))
        {
            return this;
        }

        return IsClosed && InARow + 1 < Failures
            ? this with { InARow = InARow + 1 }
            : new Breaker { Trips = Trips + 1, OpenUntil = now + Pause(Trips) };
    }

    private static TimeSpan Pause(int trips) => trips > 5 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << trips));
}
