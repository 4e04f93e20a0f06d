namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>All filters there are. None reads a clock or a random number, and none puts out what was not encoded.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Filter> All = new IEnumerable<KeyValuePair<string, Filter>>[]
    {
        TextFilters.All, PieceFilters.All, MarkupFilters.All, ListFilters.All, NumberFilters.All, DateFilter.All,
    }.SelectMany(some => some).ToDictionary(StringComparer.Ordinal);

    public static Filter? Find(string name) => All.GetValueOrDefault(name);
}
