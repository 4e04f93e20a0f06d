using System.Globalization;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Reads <c>"&lt;epoch&gt;-&lt;seq&gt;"</c>.</summary>
internal static class LivePosition
{
    public const int MaxLength = 100;

    /// <summary>Whether <paramref name="position"/> was passed on the way to <paramref name="known"/>.</summary>
    public static bool IsPassed(string position, string known) =>
        TryParse(position, out var epoch, out var seq) && TryParse(known, out var knownEpoch, out var knownSeq) && epoch == knownEpoch && seq <= knownSeq;

    private static bool TryParse(string text, out string epoch, out long seq)
    {
        var at = text.LastIndexOf('-');
        epoch = at > 0 ? text[..at] : "";
        return long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out seq) && at > 0;
    }
}
