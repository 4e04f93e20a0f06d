using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>
/// The largest keys of a stream of keys in bounded space (space-saving): a new key takes the place of the smallest and inherits its count as
/// possible error. What a key surely had is its count; the rest is <see cref="Other"/>, so all counts add up to the number of keys seen.
/// </summary>
internal sealed class Dimension
{
    public const int Kept = 20;
    public const string Other = "other";

    private readonly Dictionary<string, (long Count, long Error)> keys = new(StringComparer.Ordinal);
    private long others;

    public static Dimension Load(IEnumerable<DimensionKey> saved)
    {
        var dimension = new Dimension();
        foreach (var key in saved)
        {
            if (key.Key == Other)
            {
                dimension.others = key.Count;
            }
            else
            {
                dimension.keys[key.Key] = (key.Count, key.Error);
            }
        }

        return dimension;
    }

    public IReadOnlyList<DimensionKey> Save() =>
        [.. keys.Select(k => new DimensionKey(k.Key, k.Value.Count, k.Value.Error)), new DimensionKey(Other, others, 0)];

    public void Add(string? key, int count = 1)
    {
        if (key is null or Other)
        {
            others += count;
        }
        else if (keys.TryGetValue(key, out var known))
        {
            keys[key] = (known.Count + count, known.Error);
        }
        else if (keys.Count < Kept)
        {
            keys[key] = (count, 0);
        }
        else
        {
            var smallest = keys.MinBy(k => k.Value.Count);
            keys.Remove(smallest.Key);
            keys[key] = (smallest.Value.Count + count, smallest.Value.Count);
        }
    }

    /// <summary>Sure counts, largest first, then the rest.</summary>
    public IReadOnlyList<KeyCount> Show() => Rank(
        keys.Select(k => new KeyCount(k.Key, k.Value.Count - k.Value.Error)), others + keys.Values.Sum(k => k.Error));

    /// <summary>Adds up what several days show and keeps the largest again.</summary>
    public static IReadOnlyList<KeyCount> Sum(IEnumerable<IReadOnlyList<KeyCount>> days)
    {
        var all = days.SelectMany(d => d).GroupBy(k => k.Key).Select(g => new KeyCount(g.Key, g.Sum(k => k.Count))).ToList();
        return Rank(all.Where(k => k.Key != Other), all.Where(k => k.Key == Other).Sum(k => k.Count));
    }

    private static List<KeyCount> Rank(IEnumerable<KeyCount> counts, long others)
    {
        var ranked = counts.OrderByDescending(k => k.Count).ThenBy(k => k.Key, StringComparer.Ordinal).ToList();
        var rest = others + ranked.Skip(Kept).Sum(k => k.Count);
        return rest > 0 ? [.. ranked.Take(Kept), new KeyCount(Other, rest)] : ranked;
    }
}

internal sealed record DimensionKey(string Key, long Count, long Error);
