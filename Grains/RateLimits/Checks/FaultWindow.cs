namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>After five failures within a second the limiters are left alone for a second.</summary>
internal sealed class FaultWindow(TimeProvider time)
{
    private const int Most = 5;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> faults = new();
    private DateTimeOffset closedUntil;

    public bool IsClosed
    {
        get
        {
            lock (gate)
            {
                return time.GetUtcNow() < closedUntil;
            }
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            faults.Enqueue(now);
            while (now - faults.Peek() >= Span)
            {
                faults.Dequeue();
            }

            if (faults.Count >= Most)
            {
                faults.Clear();
                closedUntil = now + Span;
            }
        }
    }
}
