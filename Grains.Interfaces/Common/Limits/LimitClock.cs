namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>Nanoseconds since the Unix epoch that never go back: the wall clock once, not below what was known before, then the monotonic one.</summary>
public sealed class LimitClock(TimeProvider time, long notBefore = 0)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly long start = time.GetTimestamp();
    private readonly long epoch = Math.Max(notBefore, (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);

    public long Now
    {
        get
        {
            var elapsed = time.GetTimestamp() - start;
            return epoch + (time.TimestampFrequency == NanosecondsPerSecond
                ? elapsed
                : (long)((Int128)elapsed * NanosecondsPerSecond / time.TimestampFrequency));
        }
    }
}
