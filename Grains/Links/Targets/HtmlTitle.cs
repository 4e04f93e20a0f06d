using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.Grains.Links.Targets;

/// <summary>Finds the title of a page: charset from the header, else from the page's own declaration, else UTF-8.</summary>
internal static partial class HtmlTitle
{
    private const int DeclarationWithin = 1_024;

    public static string? Find(ReadOnlySpan<byte> html, string? headerCharset)
    {
        var declared = CharsetPattern().Match(Encoding.Latin1.GetString(html[..Math.Min(html.Length, DeclarationWithin)]));
        var encoding = Named(headerCharset) ?? Named(declared.Success ? declared.Groups["name"].Value : null) ?? Encoding.UTF8;
        var title = TitlePattern().Match(encoding.GetString(html));
        if (!title.Success)
        {
            return null;
        }

        var plain = new string([.. WebUtility.HtmlDecode(title.Groups["text"].Value).Select(c => char.IsControl(c) ? ' ' : c)]);
        var text = string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? null : Cut(text);
    }

    private static string Cut(string text) =>
        text.Length <= LinkLimits.Title ? text
        : text[..(char.IsHighSurrogate(text[LinkLimits.Title - 1]) ? LinkLimits.Title - 1 : LinkLimits.Title)];

    private static Encoding? Named(string? charset)
    {
        try
        {
            return charset is null or "" ? null : Encoding.GetEncoding(charset.Trim('"', '\'', ' '));
        }
        catch (ArgumentException)
        {
            return null; // A charset that nobody knows is as good as none.
        }
    }

    [GeneratedRegex("""<meta[^>]+charset\s*=\s*["']?(?<name>[A-Za-z0-9_:.-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex CharsetPattern();

    [GeneratedRegex("""<title(?:\s[^>]*)?>(?<text>[^<]{0,5000})""", RegexOptions.IgnoreCase)]
    private static partial Regex TitlePattern();
}
