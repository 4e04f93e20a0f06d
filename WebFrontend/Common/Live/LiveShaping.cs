using System.Threading.Channels;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Hands a watcher what its shaper makes of each batch, in order. What finds no room is dropped: the shaper sees the gap and fetches it.</summary>
internal sealed class LiveShaping(ILiveShaper shaper, Action<LiveBatch> watcher, Action<Exception> report) : IDisposable
{
    private const int MaxWaiting = 1_024;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly Channel<LiveBatch> waiting = Channel.CreateBounded<LiveBatch>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly CancellationTokenSource ended = new();

    public void Offer(LiveBatch batch) => waiting.Writer.TryWrite(batch);

    /// <summary>What ends with it.</summary>
    public void Owns(IDisposable subscription) => ended.Token.Register(subscription.Dispose);

    /// <summary>Begins to hand on; called once, after the watcher was given what it had missed.</summary>
    public void Start() => _ = Run();

    public void Dispose()
    {
        waiting.Writer.TryComplete();
        ended.Cancel();
    }

    private async Task Run()
    {
        await foreach (var batch in waiting.Reader.ReadAllAsync())
        {
            while (!ended.IsCancellationRequested && !await TryHandOn(batch))
            {
                await Task.Delay(Retry);
            }
        }
    }

    /// <returns>False when what it needed could not be had just now; a watcher that is gone needs nothing.</returns>
    private async Task<bool> TryHandOn(LiveBatch batch)
    {
        try
        {
            if (await shaper.Shape(batch) is { } shaped && !ended.IsCancellationRequested)
            {
                watcher(shaped);
            }

            return true;
        }
        catch (Exception fault)
        {
            report(fault);
            return false;
        }
    }
}
