using System.Text;

namespace OrleansBackends.Grains.Interfaces.Links.Targets;

/// <summary>What follows the host of an address: dot segments resolved (RFC 3986, 5.2.4), the rest left alone.</summary>
internal static class UrlPath
{
    public static string Normalise(string rest)
    {
        var end = rest.AsSpan().IndexOfAny('?', '#') is >= 0 and var at ? at : rest.Length;
        return Encode(WithoutDots(rest[..end]) + rest[end..]);
    }

    /// <summary>Percent-encodes what may not stand in a header or would be read as a slash.</summary>
    public static string Encode(string text)
    {
        if (text.All(c => c is > ' ' and < '\x7f' and not ('\\' or '"' or '<' or '>')))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            encoded.Append(rune.Value is > ' ' and < 0x7f and not ('\\' or '"' or '<' or '>') ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }

    private static string WithoutDots(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.Contains("/%2e", StringComparison.OrdinalIgnoreCase))
        {
            return path.Length == 0 ? "/" : path;
        }

        var kept = new List<string>();
        var segments = path.Split('/')[1..];
        foreach (var segment in segments)
        {
            if (IsUp(segment))
            {
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            }
            else if (!IsHere(segment))
            {
                kept.Add(segment);
            }
        }

        var directory = IsUp(segments[^1]) || IsHere(segments[^1]);
        return "/" + string.Join('/', kept) + (directory && kept.Count > 0 ? "/" : "");
    }

    private static bool IsHere(string segment) => Plain(segment) == ".";

    private static bool IsUp(string segment) => Plain(segment) == "..";

    // Browsers take %2e for a dot here.
    private static string Plain(string segment) => segment.Length <= 6 ? segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) : segment;
}
