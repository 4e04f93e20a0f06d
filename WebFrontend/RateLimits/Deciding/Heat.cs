namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>How much a key is asked for, by the second that runs and the one before.</summary>
internal struct Heat
{
    private const long Second = 1_000_000_000;

    /// <summary>The stretch of time for which units are paid in advance.</summary>
    private const long Ahead = Second / 20;

    /// <summary>From so many checks within a second on it is worth paying in advance.</summary>
    private const int HotChecks = 20;

    private long start;
    private long units;
    private long unitsBefore;
    private int checks;
    private bool wasHot;

    public readonly bool IsHot => wasHot || checks >= HotChecks;

    /// <summary>About the units that are asked for in 50 ms.</summary>
    public readonly long Wanted(long now) => Math.Max(1, Math.Max(unitsBefore * Ahead / Second, units * Ahead / Math.Max(Ahead, now - start)));

    public void Count(long now, long cost)
    {
        if (now - start >= Second)
        {
            var follows = now - start < 2 * Second;
            wasHot = follows && checks >= HotChecks;
            unitsBefore = follows ? units : 0;
            (start, checks, units) = (now, 0, 0);
        }

        checks++;
        units += cost;
    }
}
