namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>Remembers what was made of a key, since browsers send the same few texts again and again; forgets all when it is full. For one thread.</summary>
internal sealed class Memo<TKey, T>(Func<TKey, T> read)
    where TKey : notnull
{
    private const int Bound = 4_096;

    private readonly Dictionary<TKey, T> known = [];

    public T Of(TKey key)
    {
        if (known.TryGetValue(key, out var found))
        {
            return found;
        }

        if (known.Count >= Bound)
        {
            known.Clear();
        }

        return known[key] = read(key);
    }
}
