namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>Remembers what was read from a text, since browsers send the same few again and again; forgets all when it is full. For one thread.</summary>
internal sealed class Memo<T>(Func<string, T> read)
{
    private const int Bound = 4_096;

    private readonly Dictionary<string, T> known = new(StringComparer.Ordinal);

    public T Of(string text)
    {
        if (known.TryGetValue(text, out var found))
        {
            return found;
        }

        if (known.Count >= Bound)
        {
            known.Clear();
        }

        return known[text] = read(text);
    }
}
