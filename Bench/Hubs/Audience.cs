namespace OrleansBackends.Bench.Hubs;

/// <summary>Many connections that are all to hear the same.</summary>
internal sealed class Audience : IAsyncDisposable
{
    private const int OpenAtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StillHere = TimeSpan.FromSeconds(10);

    private readonly int size;
    private readonly Listener[] listeners;
    private readonly SemaphoreSlim heardByAll = new(0);
    private readonly CancellationTokenSource ending = new();
    private Task staying = Task.CompletedTask;
    private long heard;

    private Audience(int size)
    {
        this.size = size;
        listeners = new Listener[size];
    }

    /// <param name="size">How many.</param>
    /// <param name="name">Of the events that they are to hear.</param>
    /// <param name="hub">Where the one with this number connects.</param>
    /// <param name="enter">What each does before it hears anything.</param>
    public static async Task<Audience> Gather(int size, string name, Func<int, Uri> hub, Func<Listener, Task> enter)
    {
        var audience = new Audience(size);
        await Parallel.ForEachAsync(Enumerable.Range(0, size), new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce }, async (n, _) =>
        {
            audience.listeners[n] = await Listener.Open(hub(n), name, audience.Hear);
            await enter(audience.listeners[n]);
        });
        audience.staying = audience.Stay();
        return audience;
    }

    /// <summary>Says something, and comes back when as much has been heard as if each had heard it.</summary>
    public async ValueTask Tell(Func<ValueTask> say)
    {
        await say();
        if (!await heardByAll.WaitAsync(Patience))
        {
            throw new TimeoutException($"Of {size} connections some heard nothing for {Patience.TotalSeconds} s.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await staying;
        await Parallel.ForEachAsync(listeners, async (listener, _) => await listener.DisposeAsync());
        ending.Dispose();
        heardByAll.Dispose();
    }

    private void Hear()
    {
        if (Interlocked.Increment(ref heard) % size == 0)
        {
            heardByAll.Release();
        }
    }

    private async Task Stay()
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(StillHere, ending.Token));
            foreach (var listener in ending.IsCancellationRequested ? [] : listeners)
            {
                await listener.SayStillHere();
            }
        }
    }
}
