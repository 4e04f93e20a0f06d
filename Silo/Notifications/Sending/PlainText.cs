using System.Net;
using System.Text.RegularExpressions;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>What is left of a page when its markup is gone: the text part of a mail whose workflow has none.</summary>
internal static partial class PlainText
{
    public static string Of(string html)
    {
        var lines = Block().Replace(Hidden().Replace(html, ""), "\n");
        var text = WebUtility.HtmlDecode(Tag().Replace(lines, ""));
        return Gap().Replace(text, "\n\n").Trim();
    }

    [GeneratedRegex("<(style|script|head)\\b.*?</\\1>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex("<(br|/p|/div|/li|/tr|/h[1-6])\\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Block();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s*\\n\\s*\\n\\s*")]
    private static partial Regex Gap();
}
