namespace OrleansBackends.Silo.Common.Storage;

/// <summary>A query as people type it: words, each as the beginning of one, and phrases in quotation marks, whose words follow each other whole.</summary>
internal static class SearchPhrases
{
    public static IReadOnlyList<(string[] Words, bool IsPhrase)> Of(string query) =>
    [
        .. query.Split('"').SelectMany((part, i) => i % 2 == 1 ? [(SearchWords.InOrder(part), true)] : SearchWords.Of(part).Select(word => (new[] { word }, false)))
            .Where(one => one.Item1.Length > 0).Take(SearchWords.Bound),
    ];
}
