using System.Globalization;
using System.Text.Json;

namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>Values are null, bool, decimal, string, <see cref="Encoded"/>, lists and maps of these: what JSON has, and nothing with members of its own.</summary>
internal static class LiquidValue
{
    public static object? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? number : json.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.Object => Map(json),
        _ => null,
    };

    public static bool IsTrue(object? value) => value is not (null or false);

    public static bool IsEmpty(object? value) => value is null or "" or IReadOnlyList<object?> { Count: 0 } or IReadOnlyDictionary<string, object?> { Count: 0 };

    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        Encoded encoded => encoded.Text,
        bool yes => yes ? "true" : "false",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        IReadOnlyList<object?> list => string.Concat(list.Select(Text)),
        _ => JsonSerializer.Serialize(value, WireJson.Options),
    };

    public static decimal? Number(object? value) => value switch
    {
        decimal number => number,
        string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static IReadOnlyList<object?> List(object? value) => value switch
    {
        IReadOnlyList<object?> list => list,
        IReadOnlyDictionary<string, object?> map => [.. map.Select(pair => (object?)new[] { pair.Key, pair.Value })],
        null => [],
        _ => [value],
    };

    /// <summary>A member, an element, or one of <c>size</c>, <c>first</c>, <c>last</c>; false when there is none.</summary>
    public static bool TryMember(object? value, object? key, out object? member)
    {
        var list = value as IReadOnlyList<object?>;
        (var found, member) = (value, key) switch
        {
            (IReadOnlyDictionary<string, object?> map, string name) when map.TryGetValue(name, out var own) => (true, own),
            (IReadOnlyDictionary<string, object?> map, "size") => (true, (decimal)map.Count),
            (string text, "size") => (true, (decimal)text.Length),
            (_, "size") when list is not null => (true, (decimal)list.Count),
            (_, "first") when list is { Count: > 0 } => (true, list[0]),
            (_, "last") when list is { Count: > 0 } => (true, list[^1]),
            (_, decimal at) when list is not null && at == Math.Truncate(at) && at < list.Count && at >= -list.Count =>
                (true, list[(int)(at < 0 ? at + list.Count : at)]),
            _ => (false, (object?)null),
        };
        return found;
    }

    private static Dictionary<string, object?> Map(JsonElement json)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            map[member.Name] = Of(member.Value);
        }

        return map;
    }
}

/// <summary>Text that is HTML already: what a block captured, or a filter encoded.</summary>
internal sealed record Encoded(string Text);
