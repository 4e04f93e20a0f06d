using System.Globalization;

namespace OrleansBackends.WebFrontend.Links.Stats;

/// <summary>What <c>Accept-Language</c> asks for.</summary>
internal static class Languages
{
    /// <summary>The primary subtag of the language with the highest q, of equals the first; null where none is named.</summary>
    public static string? First(string header) =>
        Accepted(header).Select(tag => tag.Split('-')[0]).FirstOrDefault(tag => tag.Length is 2 or 3 && tag.All(char.IsAsciiLetterLower));

    /// <summary>The tags that are accepted, folded, by falling q.</summary>
    public static IEnumerable<string> Accepted(string header) =>
        header.Split(',', 10).Select(Parse).Where(l => l.Q > 0 && l.Tag.Length > 0).OrderByDescending(l => l.Q).Select(l => l.Tag);

    private static (string Tag, double Q) Parse(string part)
    {
        var pieces = part.Split(';');
        var tag = pieces[0].Trim().ToLowerInvariant();
        var weight = pieces.Skip(1).Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return weight is null ? (tag, 1) : (tag, double.TryParse(weight[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) ? q : 0);
    }
}
