namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>
/// Entries in two generations, so that a flood of subjects stays bounded: when the young one is full it becomes the old one, and what nobody asked
/// for in the meantime is forgotten with the generation before. Its users lock it.
/// </summary>
internal sealed class LeaseShard(int capacity)
{
    private Dictionary<LeaseKey, LeaseEntry> young = [];
    private Dictionary<LeaseKey, LeaseEntry> old = [];

    public int Count => young.Count + old.Count;

    public LeaseEntry Find(LeaseKey key)
    {
        if (young.TryGetValue(key, out var entry))
        {
            return entry;
        }

        if (!old.Remove(key, out entry))
        {
            entry = new LeaseEntry();
        }

        if (young.Count >= capacity / 2)
        {
            (old, young) = (young, []);
        }

        young.Add(key, entry);
        return entry;
    }

    public void Remove(LeaseKey key)
    {
        young.Remove(key);
        old.Remove(key);
    }
}
