namespace OrleansBackends.WebFrontend.RateLimits.Policies;

/// <summary>The place of one application in the book: what is known of it, the question that is on its way, its watch.</summary>
internal sealed class KnownApp(string id)
{
    private readonly Lock gate = new();
    private Task<AppPolicies>? asking;
    private volatile AppPolicies? current;
    private long freshUntil;
    private long answeredAt;
    private int changes;

    public string Id => id;

    public AppPolicies? Current => current;

    public long UsedAt { get; set; }

    public IDisposable? Watch { get; set; }

    public AppPolicies? Fresh(long now) => now < Volatile.Read(ref freshUntil) ? current : null;

    public bool MayServeStale(long now, long life) => current is not null && now < Volatile.Read(ref answeredAt) + life;

    /// <summary>The question that is on its way, or a new one; its answer is fresh unless something changed meanwhile.</summary>
    public Task<AppPolicies> Ask(Func<KnownApp, Task<AppPolicies>> ask, Func<long> now, long life)
    {
        lock (gate)
        {
            return asking is { IsCompleted: false } ? asking : asking = Run(ask, now, life, changes);
        }
    }

    /// <summary>What is known is out of date from now on.</summary>
    public void Drop()
    {
        lock (gate)
        {
            changes++;
            asking = null;
            Volatile.Write(ref freshUntil, 0);
        }
    }

    private async Task<AppPolicies> Run(Func<KnownApp, Task<AppPolicies>> ask, Func<long> now, long life, int seen)
    {
        var answer = await ask(this);
        lock (gate)
        {
            if (seen == changes)
            {
                current = answer;
                Volatile.Write(ref answeredAt, now());
                Volatile.Write(ref freshUntil, now() + life);
            }
        }

        return answer;
    }
}
