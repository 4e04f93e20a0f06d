using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBackends.Grains.Interfaces.Links.Targets;

/// <summary>
/// A normalised address: scheme and host in lower case, host in punycode, no default port, no empty path, no dot segments; everything else as it
/// was given. What cannot stand in a header is percent-encoded.
/// </summary>
public sealed record LinkUrl(string Text, string Scheme, string Host)
{
    private static readonly UriCreationOptions Untouched = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static readonly IdnMapping Idn = new();

    public bool IsWeb => Scheme is "http" or "https";

    /// <summary>The host in its own script, as people know it.</summary>
    public string DisplayHost => ToUnicode(Host);

    /// <summary>128 bits of SHA-256: the same for the same normalised address.</summary>
    public string Hash => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 16));

    /// <summary>Refuses with <c>invalid-url</c>, <c>url-has-credentials</c> or <c>url-too-long</c>.</summary>
    public static Result<LinkUrl> Normalise(string given)
    {
        var text = given.Trim();
        if (text.Length > 4 * LinkLimits.Url)
        {
            return LinkErrors.UrlTooLong;
        }

        // A bare path is an absolute file address to Uri.
        if (text.Any(char.IsControl) || !Uri.TryCreate(text, in Untouched, out var uri) || !uri.IsAbsoluteUri
            || !text.StartsWith($"{uri.Scheme}:", StringComparison.OrdinalIgnoreCase))
        {
            return LinkErrors.InvalidUrl;
        }

        var normalised = uri.Scheme is "http" or "https" ? Web(uri, text) : Opaque(uri, text);
        return normalised is { IsOk: true, Value.Text.Length: > LinkLimits.Url } ? LinkErrors.UrlTooLong : normalised;
    }

    public static string ToUnicode(string host)
    {
        if (!host.Contains("xn--", StringComparison.Ordinal))
        {
            return host;
        }

        try
        {
            return Idn.GetUnicode(host);
        }
        catch (ArgumentException)
        {
            return host; // A label that only looks like punycode is shown as it is.
        }
    }

    private static Result<LinkUrl> Web(Uri uri, string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = text.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var at ? start + at : text.Length;
        if (start < 3 || text.AsSpan(start, end - start).ContainsAny('\\', '%'))
        {
            return LinkErrors.InvalidUrl;
        }

        if (text.AsSpan(start, end - start).Contains('@'))
        {
            return LinkErrors.UrlHasCredentials;
        }

        if (HostName.Normalise(uri) is not { } host)
        {
            return LinkErrors.InvalidUrl;
        }

        var port = uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        return new LinkUrl($"{uri.Scheme}://{host}{port}{UrlPath.Normalise(text[end..])}", uri.Scheme, host);
    }

    private static Result<LinkUrl> Opaque(Uri uri, string text) =>
        new LinkUrl($"{uri.Scheme}{UrlPath.Encode(text[text.IndexOf(':', StringComparison.Ordinal)..])}", uri.Scheme, "");
}
