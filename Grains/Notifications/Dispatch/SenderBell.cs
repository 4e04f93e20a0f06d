using System.Collections.Concurrent;
using System.Threading.Channels;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>
/// How the dispatches of this silo call its sender: each lane that has something to claim rings once, until the sender took notice. Bounded by the
/// activations of the silo.
/// </summary>
internal sealed class SenderBell
{
    private readonly ConcurrentDictionary<WorkPlace, byte> rung = new();
    private readonly Channel<WorkPlace> places = Channel.CreateUnbounded<WorkPlace>(new UnboundedChannelOptions { SingleReader = true });

    public void Ring(DispatchKey dispatch, Lane lane)
    {
        var place = new WorkPlace(dispatch, lane);
        if (rung.TryAdd(place, 0))
        {
            places.Writer.TryWrite(place);
        }
    }

    /// <summary>Nobody is heard any more.</summary>
    public void Close() => places.Writer.TryComplete();

    /// <summary>Completes when somebody rang, with false when the bell is closed and nobody is left; for the one sender.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => places.Reader.WaitToReadAsync(cancellation);

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkPlace? place)
    {
        if (!places.Reader.TryRead(out place))
        {
            return false;
        }

        // Before the claim: who rings from now on is heard again.
        rung.TryRemove(place, out _);
        return true;
    }
}

/// <summary>A lane of a dispatch where there is something to claim.</summary>
internal sealed record WorkPlace(DispatchKey Dispatch, Lane Lane);
