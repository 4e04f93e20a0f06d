using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.Grains.Links;

/// <summary>Texts and tags as they are stored.</summary>
internal static class LinkText
{
    /// <summary>Trimmed, folded and without doubles; refuses what is empty, too long or too many.</summary>
    public static Result<ImmutableList<string>> Tags(IEnumerable<string> given)
    {
        var tags = given.Select(t => t.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToImmutableList();
        return tags.Count > LinkLimits.Tags ? Errors.Invalid($"A link has at most {LinkLimits.Tags} tags.", "tags")
            : tags.Exists(t => t.Length is 0 or > LinkLimits.Tag || t.Any(char.IsControl))
                ? Errors.Invalid($"A tag has 1 to {LinkLimits.Tag} characters.", "tags")
            : tags;
    }

    /// <summary>Null for nothing; refuses what is too long or holds control characters other than line breaks.</summary>
    public static Result<string?> Text(string? given, int limit, string member)
    {
        var text = given?.Trim();
        return text is null or "" ? new Result<string?>()
            : text.Length > limit || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
                ? Errors.Invalid($"At most {limit} characters, no control characters.", member)
            : text;
    }

    /// <summary>The words of a link. Full-text search would take an address for one word, so what is no letter or digit parts words.</summary>
    public static string Searchable(LinkState link) =>
        string.Concat($"{link.Code} {link.Title} {link.Note} {link.Url}".ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' '));
}
