namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>After five failures within a second the cluster is left alone for a second.</summary>
internal sealed class Circuit(TimeProvider time)
{
    private const int Failures = 5;

    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Queue<long> failures = new();
    private readonly long start = time.GetTimestamp();
    private long openUntil;

    public bool IsOpen => time.GetElapsedTime(start).Ticks < Volatile.Read(ref openUntil);

    /// <returns>True when this failure was the one too many.</returns>
    public bool Fail()
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(start).Ticks;
            while (failures.TryPeek(out var oldest) && now - oldest >= Window.Ticks)
            {
                failures.Dequeue();
            }

            failures.Enqueue(now);
            if (failures.Count < Failures)
            {
                return false;
            }

            failures.Clear();
            Volatile.Write(ref openUntil, now + Pause.Ticks);
            return true;
        }
    }
}
