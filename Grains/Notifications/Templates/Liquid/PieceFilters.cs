namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>Parts of a text, and texts of parts.</summary>
internal static class PieceFilters
{
    public static readonly Dictionary<string, Filter> All = new()
    {
        ["slice"] = (input, with) => Slice(input, with.Whole(0, 0), with.Whole(1, 1)),
        ["truncate"] = (input, with) => Truncate(LiquidValue.Text(input), with.Whole(0, 50), with.Values.Count > 1 ? with.Text(1) : "..."),
        ["truncatewords"] = (input, with) => TruncateWords(LiquidValue.Text(input), Math.Max(1, with.Whole(0, 15)), with.Values.Count > 1 ? with.Text(1) : "..."),
        ["split"] = (input, with) => Split(LiquidValue.Text(input), with.Text(0)),
        ["join"] = (input, with) => Join(LiquidValue.List(input), with.Values.Count > 0 ? with.Text(0) : " ", with),
    };

    private static object Slice(object? input, int start, int length)
    {
        if (input is IReadOnlyList<object?> list)
        {
            var (first, some) = Bounds(list.Count, start, length);
            return list.Skip(first).Take(some).ToArray();
        }

        var text = LiquidValue.Text(input);
        var (from, count) = Bounds(text.Length, start, length);
        return text.Substring(from, count);
    }

    private static (int First, int Count) Bounds(int size, int start, int length)
    {
        var first = Math.Clamp(start < 0 ? size + (long)start : start, 0, size);
        return ((int)first, (int)Math.Clamp(length, 0, size - first));
    }

    private static string Truncate(string text, int length, string end)
    {
        var kept = Math.Max(0, length - end.Length);
        return text.Length <= length ? text : $"{text[..(kept > 0 && char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)]}{end}";
    }

    private static string TruncateWords(string text, int count, string end)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= count ? text : string.Join(' ', words.Take(count)) + end;
    }

    private static object?[] Split(string text, string by) => text.Length == 0 ? []
        : by.Length == 0 ? [.. text.Select(c => (object?)c.ToString())]
        : [.. text.Split(by)];

    private static string Join(IReadOnlyList<object?> list, string by, FilterArguments with)
    {
        with.Allow((long)list.Count * by.Length);
        return string.Join(by, list.Select(LiquidValue.Text));
    }
}
