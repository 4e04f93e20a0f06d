namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>
/// Deficit round robin: each waiting party gets a quantum per round and pays with what it takes, so one with much to do gets no more than its share
/// while others wait, and saves nothing up while it has nothing to do.
/// </summary>
internal sealed class FairTurns<T>(int quantum)
    where T : notnull
{
    private readonly LinkedList<T> ring = new();
    private readonly Dictionary<T, int> deficits = [];

    public int Count => deficits.Count;

    public void Join(T party)
    {
        if (deficits.TryAdd(party, quantum))
        {
            ring.AddLast(party);
        }
    }

    public void Leave(T party)
    {
        if (deficits.Remove(party))
        {
            ring.Remove(party);
        }
    }

    /// <summary>Asks the parties in turn; one that takes nothing leaves until it joins again.</summary>
    /// <param name="take">Serves a party with at most so many units and answers how many it took.</param>
    /// <returns>False when nobody took anything.</returns>
    public bool Serve(Func<T, int, int> take)
    {
        while (ring.First is { Value: var party })
        {
            var taken = take(party, deficits[party]);
            if (taken == 0)
            {
                Leave(party);
                continue;
            }

            deficits[party] -= taken;
            if (deficits[party] <= 0)
            {
                deficits[party] += quantum;
                ring.RemoveFirst();
                ring.AddLast(party);
            }

            return true;
        }

        return false;
    }
}
