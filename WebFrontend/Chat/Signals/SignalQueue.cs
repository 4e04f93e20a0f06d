using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>What this process will say to the places of signals with the next sending. Of a lease only the last word counts.</summary>
internal sealed class SignalQueue : IDisposable
{
    /// <summary>More than this is lost: who types says so again.</summary>
    private const int MostTyping = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<UserId, PresenceLease> leases = [];
    private readonly List<TypingSignal> typing = [];
    private readonly SemaphoreSlim filled = new(0, 1);

    public void Add(PresenceLease lease)
    {
        lock (gate)
        {
            leases[lease.User] = lease;
            Signal();
        }
    }

    public void Add(TypingSignal signal)
    {
        lock (gate)
        {
            if (typing.Count < MostTyping)
            {
                typing.Add(signal);
                Signal();
            }
        }
    }

    /// <summary>Waits until there is something, or so long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellation) => filled.WaitAsync(longest, cancellation);

    /// <summary>All of it, by the place it is for.</summary>
    public IReadOnlyList<(string Place, SignalBatch Batch)> Take(string frontend)
    {
        lock (gate)
        {
            var leasesOf = leases.Values.ToLookup(lease => ChatKey.Signals(lease.User));
            var typingIn = typing.ToLookup(signal => ChatKey.SignalsOf(signal.Room));
            leases.Clear();
            typing.Clear();
            return
            [
                .. leasesOf.Select(of => of.Key).Union(typingIn.Select(of => of.Key))
                    .Select(place => (place, new SignalBatch(frontend, [.. leasesOf[place]], [.. typingIn[place]]))),
            ];
        }
    }

    public void Dispose() => filled.Dispose();

    private void Signal()
    {
        if (filled.CurrentCount == 0)
        {
            filled.Release();
        }
    }
}
