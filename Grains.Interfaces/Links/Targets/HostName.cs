using System.Globalization;
using System.Net;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Links.Targets;

/// <summary>Hosts in the one form in which they are compared: lower case, punycode, no dot at the end, addresses in their usual form.</summary>
public static class HostName
{
    private static readonly IdnMapping Idn = new();

    /// <summary>The host of an address, or null when browsers could read it in another way than we do.</summary>
    public static string? Normalise(Uri uri) => uri.HostNameType switch
    {
        UriHostNameType.Dns => Normalise(uri.Host),
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => uri.Host,
        _ => null,
    };

    /// <summary>A name in normal form, or null when it is none.</summary>
    public static string? Normalise(string name)
    {
        var host = name.ToLowerInvariant().TrimEnd('.');
        if (host.Length == 0 || !host.EnumerateRunes().All(IsPlain))
        {
            return null;
        }

        try
        {
            host = Idn.GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null;
        }

        // Browsers take a name whose last label is a number for an IPv4 address.
        var last = host[(host.LastIndexOf('.') + 1)..];
        return host.Length <= 253 && !char.IsAsciiDigit(last[0]) ? host : IPAddress.TryParse(host, out var ip) && host == ip.ToString() ? host : null;
    }

    /// <summary>The name and its parents down to two labels: what a ban of any of them covers.</summary>
    public static IEnumerable<string> WithParents(string host)
    {
        yield return host;
        if (IPAddress.TryParse(host, out _))
        {
            yield break;
        }

        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0 && host.IndexOf('.', dot + 1) > dot; dot = host.IndexOf('.', dot + 1))
        {
            yield return host[(dot + 1)..];
        }
    }

    // Browsers fold compatibility forms (full width, mathematical, circled) to ASCII; a name that has any would slip past the lists.
    private static bool IsPlain(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '.' or '_'
        : rune.Value is not (>= 0x2070 and <= 0x218F or >= 0x2460 and <= 0x24FF or >= 0x3200 and <= 0x33FF or >= 0xFB00 and <= 0xFFFF
              or >= 0x1D400 and <= 0x1D7FF or >= 0x1F100 and <= 0x1F2FF)
          && Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
              or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;
}
