namespace OrleansBackends.WebFrontend.Common;

/// <summary>Says that grains may have forgotten this process, because a gateway came or went or the connection broke.</summary>
public sealed class LiveSignal : IDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);
    private readonly Lock gate = new();

    public void Raise()
    {
        lock (gate)
        {
            if (raised.CurrentCount == 0)
            {
                raised.Release();
            }
        }
    }

    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellation) => raised.WaitAsync(longest, cancellation);

    public void Dispose() => raised.Dispose();
}
