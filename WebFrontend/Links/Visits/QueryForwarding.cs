namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>Adds the visitor's query parameters to a target; those the target has already win.</summary>
internal static class QueryForwarding
{
    public static string Merge(string target, string? query)
    {
        if (query is null or "" or "?")
        {
            return target;
        }

        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var (address, fragment) = hash < 0 ? (target, "") : (target[..hash], target[hash..]);
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var own = mark < 0 ? [] : Pairs(address[(mark + 1)..]).Select(Name).ToHashSet(StringComparer.Ordinal);
        var added = string.Join('&', Pairs(query[1..]).Where(pair => !own.Contains(Name(pair))));
        var joint = mark < 0 ? "?" : address[^1] is '?' or '&' ? "" : "&";
        return added.Length == 0 ? target : address + joint + added + fragment;
    }

    private static string[] Pairs(string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string Name(string pair) => Uri.UnescapeDataString(pair.Split('=', 2)[0].Replace('+', ' '));
}
