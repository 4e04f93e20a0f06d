namespace OrleansBackends.WebFrontend.Common;

/// <summary>Where to go on afterwards, as an address says: only ever a path of ours, whatever browsers make of odd characters.</summary>
internal static class LocalPath
{
    /// <summary>In the query, and in forms as a field.</summary>
    public const string Name = "return";

    private const int MaxLength = 2_048;

    public static string Of(string? text, string otherwise) => IsLocal(text) ? text! : otherwise;

    private static bool IsLocal(string? text) =>
        text is ['/', ..] and { Length: <= MaxLength } && text is not ['/', '/' or '\\', ..] && !text.Any(c => char.IsControl(c) || c == '\\' || c > '~');
}
