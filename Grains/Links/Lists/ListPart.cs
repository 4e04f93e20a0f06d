using System.Globalization;
using OrleansBackends.Grains.Interfaces.Links.Lists;

namespace OrleansBackends.Grains.Links.Lists;

/// <summary>
/// A stretch of a list that one index puts in order. By clicks a list has two: links with clicks by their statistics, then the others, newest first.
/// </summary>
internal sealed record ListPart(string View, string Column, bool Descending, bool IsNumber = false, string? OnlyWhere = null)
{
    private static readonly ListPart Newest = new("links_list", "created_at", Descending: true);
    private static readonly ListPart Oldest = new("links_list", "created_at", Descending: false);
    private static readonly ListPart Total = new("links_clicked", "total", Descending: true, IsNumber: true);
    private static readonly ListPart LastClick = new("links_clicked", "last_click_at", Descending: true);
    private static readonly ListPart WithoutClicks = Newest with { OnlyWhere = "total = 0" };

    public static IReadOnlyList<ListPart> Of(LinkSort sort) => sort switch
    {
        LinkSort.NewestFirst => [Newest],
        LinkSort.OldestFirst => [Oldest],
        LinkSort.MostClicks => [Total, WithoutClicks],
        LinkSort.LastClick => [LastClick, WithoutClicks],
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };
}

/// <summary>After which link of which part a list goes on.</summary>
internal sealed record ListPlace(int Part, string Key, string Code)
{
    public static ListPlace Start { get; } = new(0, "", "");

    /// <returns>Null when the cursor is not one of these parts.</returns>
    public static ListPlace? Read(string? cursor, IReadOnlyList<ListPart> parts) =>
        cursor is null ? Start
        : Cursor.Decode(cursor, 3) is [var partText, var key, { Length: > 0 } code]
          && int.TryParse(partText, NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part < parts.Count
          && (!parts[part].IsNumber || long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? new ListPlace(part, key, code)
            : null;

    public IReadOnlyList<string> Keys() => [Part.ToString(CultureInfo.InvariantCulture), Key, Code];
}
