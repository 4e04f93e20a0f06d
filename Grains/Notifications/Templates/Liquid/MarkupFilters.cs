using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal static partial class MarkupFilters
{
    public static readonly Dictionary<string, Filter> All = new()
    {
        ["escape"] = (input, _) => new Encoded(WebUtility.HtmlEncode(LiquidValue.Text(input))),
        ["escape_once"] = (input, _) => new Encoded(WebUtility.HtmlEncode(WebUtility.HtmlDecode(LiquidValue.Text(input)))),
        ["strip_html"] = (input, _) => Tags().Replace(LiquidValue.Text(input), ""),
        ["newline_to_br"] = (input, with) => new Encoded(string.Join("<br />\n", Lines(input).Select(with.Run.Encode))),
        ["json"] = (input, _) => JsonSerializer.Serialize(input is Encoded encoded ? encoded.Text : input, WireJson.Options),
    };

    private static string[] Lines(object? input) => LiquidValue.Text(input).ReplaceLineEndings("\n").Split('\n');

    [GeneratedRegex("<script.*?</script>|<style.*?</style>|<!--.*?-->|<.*?>", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Tags();
}
