namespace OrleansBackends.Silo.Common.Storage;

/// <summary>The words of a query as people type it: runs of letters and digits in lower case.</summary>
internal static class SearchWords
{
    /// <summary>Words beyond this many are not looked for.</summary>
    public const int Bound = 16;

    public static string[] Of(string query) => [.. InOrder(query).Distinct()];

    /// <summary>The same with repeats.</summary>
    public static string[] InOrder(string query)
    {
        var spaced = string.Create(query.Length, query, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsLetterOrDigit(text[i]) ? char.ToLowerInvariant(text[i]) : ' ';
            }
        });
        return [.. spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Bound)];
    }
}
