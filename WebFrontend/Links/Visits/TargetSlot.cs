namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>The place of one code in the cache: its entry, its running fetch, its watch.</summary>
internal sealed class TargetSlot(string code) : IDisposable
{
    private readonly Lock gate = new();
    private Task<CachedTarget>? fetching;
    private volatile CachedTarget? current;
    private long usedAt;
    private int fetches;
    private int changes;
    private bool disposed;

    public string Code => code;

    public CachedTarget? Current => current;

    public DateTimeOffset UsedAt
    {
        get => new(Volatile.Read(ref usedAt), TimeSpan.Zero);
        set => Volatile.Write(ref usedAt, value.UtcTicks);
    }

    public IDisposable? Watch { get; set; }

    /// <summary>From the second refresh on the link is worth watching.</summary>
    public bool WantsWatch => fetches > 2 && Watch is null && !disposed;

    /// <summary>The running fetch, or a new one.</summary>
    public Task<CachedTarget> Fetch(Func<TargetSlot, Task<CachedTarget>> fetch)
    {
        lock (gate)
        {
            if (fetching is { IsCompleted: false })
            {
                return fetching;
            }

            fetches++;
            return fetching = Run(fetch, changes);
        }
    }

    /// <summary>Ends the life of the entry, also of one that is being fetched.</summary>
    public void Invalidate()
    {
        lock (gate)
        {
            changes++;
            fetching = null;
            current = null;
        }
    }

    public void EndWatch()
    {
        Watch?.Dispose();
        Watch = null;
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            EndWatch();
        }
    }

    private async Task<CachedTarget> Run(Func<TargetSlot, Task<CachedTarget>> fetch, int seen)
    {
        var found = await fetch(this);
        lock (gate)
        {
            if (changes == seen)
            {
                current = found;
            }

            if (disposed)
            {
                EndWatch();
            }
        }

        return found;
    }
}
