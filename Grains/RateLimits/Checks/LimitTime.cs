namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>From the limiter's nanoseconds to what is shown; a wait is rounded up.</summary>
internal static class LimitTime
{
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const long NanosecondsPerTick = 100;

    public static DateTimeOffset ToInstant(long at) => DateTimeOffset.UnixEpoch.AddTicks(at / NanosecondsPerTick).ToMilliseconds();

    public static long ToMilliseconds(long wait) => (wait + NanosecondsPerMillisecond - 1) / NanosecondsPerMillisecond;

    public static long Of(TimeSpan span) => span.Ticks * NanosecondsPerTick;
}
