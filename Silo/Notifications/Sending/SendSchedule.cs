using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>A claim that is due: reserved in the provider's window until the dispatch has answered.</summary>
internal sealed record Turn(WorkPlace Place, int Most);

/// <summary>
/// Decides where to claim next: applications in fair turns, at each provider the lanes by their rota and the dispatches of a lane one after
/// another. Knows only what is in this silo, and is used by one thread at a time.
/// </summary>
internal sealed class SendSchedule(int window, int inSilo, TimeProvider time)
{
    /// <summary>Messages of one claim.</summary>
    private const int PerClaim = 16;

    private readonly Dictionary<string, ProviderPlaces> providers = [];
    private readonly Dictionary<string, LinkedList<ProviderPlaces>> apps = [];
    private readonly FairTurns<string> turns = new(PerClaim);
    private readonly HashSet<ProviderPlaces> failing = [];
    private int total;

    public bool IsIdle => total == 0;

    /// <summary>When <see cref="Resume"/> finds something that must wait until then; null when nothing waits for a time.</summary>
    public DateTimeOffset? Resumes => failing.Min(provider => provider.Resumes(time.GetUtcNow()));

    /// <summary>Something can be claimed there.</summary>
    public void Add(WorkPlace place)
    {
        var provider = Provider(place.Dispatch);
        provider.Add(place);
        Ready(provider);
    }

    /// <summary>The next claim; null while windows are full or nothing is ready.</summary>
    public Turn? Next()
    {
        Turn? next = null;
        turns.Serve((app, most) =>
        {
            next = NextOf(app, Math.Min(most, inSilo - total));
            return next?.Most ?? 0;
        });
        return next;
    }

    /// <summary>The dispatch has answered.</summary>
    public void Claimed(Turn turn, int count, bool more)
    {
        var provider = Provider(turn.Place.Dispatch);
        provider.Claimed(turn, count);
        Free(turn.Most - count);
        if (more)
        {
            provider.Add(turn.Place);
        }

        Ready(provider);
        Forget(provider);
    }

    /// <summary>The dispatch has not answered for a while: until it does, others use its places.</summary>
    public void GiveUp(Turn turn) => Claimed(turn, 0, more: false);

    /// <summary>It answers after all, and what it hands out must go: for a moment there may be more on its way than the windows say.</summary>
    public void Retake(Turn turn)
    {
        Provider(turn.Place.Dispatch).Retake(turn, time.GetUtcNow());
        total += turn.Most;
    }

    /// <summary>The provider has the message, or not: its place is free.</summary>
    public void HandedOver(WorkPlace place, SendReport report)
    {
        var provider = Provider(place.Dispatch);
        provider.HandedOver(report, time.GetUtcNow());
        _ = provider.IsWell ? failing.Remove(provider) : failing.Add(provider);
        Free(1);
        Ready(provider);
    }

    /// <summary>What became of so many is durable, or was lost with their dispatch.</summary>
    public void Reported(DispatchKey dispatch, int count)
    {
        var provider = Provider(dispatch);
        provider.Window.Reported(count);
        Ready(provider);
        Forget(provider);
    }

    /// <summary>Asks those again that were left alone.</summary>
    public void Resume()
    {
        foreach (var provider in failing)
        {
            Ready(provider);
        }
    }

    private Turn? NextOf(string app, int most)
    {
        if (most <= 0 || !apps.TryGetValue(app, out var waiting))
        {
            return null;
        }

        for (var left = waiting.Count; left > 0; left--)
        {
            var provider = waiting.First!.Value;
            waiting.RemoveFirst();
            if (provider.Next(most, time.GetUtcNow()) is { } turn)
            {
                waiting.AddLast(provider);
                total += turn.Most;
                return turn;
            }

            provider.IsWaiting = false;
        }

        apps.Remove(app);
        return null;
    }

    private void Ready(ProviderPlaces provider)
    {
        if (!provider.IsWaiting && provider.HasReady)
        {
            provider.IsWaiting = true;
            (apps.TryGetValue(provider.App, out var waiting) ? waiting : apps[provider.App] = []).AddLast(provider);
        }

        if (apps.ContainsKey(provider.App))
        {
            turns.Join(provider.App);
        }
    }

    /// <summary>Whoever found the silo full is asked again.</summary>
    private void Free(int count)
    {
        var wasFull = total >= inSilo;
        total -= count;
        if (wasFull && total < inSilo)
        {
            foreach (var app in apps.Keys)
            {
                turns.Join(app);
            }
        }
    }

    private void Forget(ProviderPlaces provider)
    {
        if (provider.IsIdle)
        {
            providers.Remove(provider.Name);
        }
    }

    private ProviderPlaces Provider(DispatchKey dispatch) =>
        providers.TryGetValue(dispatch.Provider, out var known)
            ? known
            : providers[dispatch.Provider] = new ProviderPlaces(dispatch.App, dispatch.Provider, window);
}
