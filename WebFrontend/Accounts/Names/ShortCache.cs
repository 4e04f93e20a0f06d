namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>Remembers for five seconds what was found, and also that nothing was.</summary>
internal sealed class ShortCache<TKey, TValue>(TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly RecentCache<TKey, Known> known = new();

    /// <summary>A value, or null, for each key; <paramref name="read"/> is asked once, for those that are not remembered.</summary>
    public async Task<IReadOnlyDictionary<TKey, TValue?>> FindAsync(IReadOnlyList<TKey> keys, Func<IReadOnlyList<TKey>, Task<Dictionary<TKey, TValue>>> read)
    {
        var now = time.GetUtcNow();
        var found = new Dictionary<TKey, TValue?>();
        foreach (var key in keys)
        {
            if (known.Find(key) is { } remembered && now - remembered.At < Remembered)
            {
                found[key] = remembered.Value;
            }
        }

        if (found.Count < keys.Count)
        {
            List<TKey> unknown = [.. keys.Where(key => !found.ContainsKey(key))];
            var fresh = await read(unknown);
            foreach (var key in unknown)
            {
                found[key] = fresh.GetValueOrDefault(key);
                known.Put(key, new Known(found[key], now));
            }
        }

        return found;
    }

    public void Remove(TKey key) => known.Remove(key);

    public void Clear() => known.Clear();

    private sealed record Known(TValue? Value, DateTimeOffset At);
}
