using System.Net;
using System.Text.RegularExpressions;

namespace OrleansBackends.Grains.Notifications.Templates;

/// <summary>Keeps links that data made to https, http and mailto; what else a template's author wrote himself, as <c>tel:</c>, stays.</summary>
internal static partial class LinkSchemes
{
    private static readonly string[] Always = ["https", "http", "mailto"];
    private static readonly string[] Never = ["javascript", "vbscript", "data", "file", "blob"];

    /// <summary>Whether an address from data may become a link. One without a scheme stays within its site.</summary>
    public static bool Allows(string address) => Allows(address, Always);

    /// <summary>The schemes that may stand in links of what this source renders.</summary>
    public static IReadOnlyCollection<string> Of(string source) =>
        [.. Always, .. Links().Matches(source).Select(Value).Select(Scheme).OfType<string>().Except(Never)];

    /// <summary>The same HTML with <c>#</c> in place of each link of another scheme.</summary>
    public static string Clean(string html, IReadOnlyCollection<string> allowed) =>
        Links().Replace(html, link => Allows(Value(link), allowed) ? link.Value : $"{link.Groups["name"].Value}\"#\"");

    private static bool Allows(string address, IReadOnlyCollection<string> allowed) => Scheme(address) is not { } scheme || allowed.Contains(scheme);

    private static string Value(Match link) => link.Groups["quoted"].Value + link.Groups["single"].Value + link.Groups["bare"].Value;

    /// <summary>As a browser reads it: entities decoded, spaces and control characters ignored.</summary>
    private static string? Scheme(string address)
    {
        var text = string.Concat(WebUtility.HtmlDecode(address).Where(c => c > ' ' && !char.IsControl(c)));
        var end = text.AsSpan().IndexOfAny(":/?#");
        return end >= 0 && text[end] == ':' ? text[..end].ToLowerInvariant() : null;
    }

    [GeneratedRegex(
        """(?<name>\b(?:href|src|srcset|action|formaction|background|poster|cite)\s*=\s*)(?:"(?<quoted>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s>"']+))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Links();
}
