namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal static class ListFilters
{
    private static readonly Comparer<object?> Order = Comparer<object?>.Create((left, right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => Comparison.Order(left, right) ?? string.CompareOrdinal(LiquidValue.Text(left), LiquidValue.Text(right)),
    });

    public static readonly Dictionary<string, Filter> All = new()
    {
        ["size"] = (input, _) => LiquidValue.TryMember(input, "size", out var size) ? size : 0m,
        ["first"] = (input, _) => LiquidValue.TryMember(input, "first", out var first) ? first : null,
        ["last"] = (input, _) => LiquidValue.TryMember(input, "last", out var last) ? last : null,
        ["reverse"] = (input, _) => LiquidValue.List(input).Reverse().ToArray(),
        ["compact"] = (input, _) => LiquidValue.List(input).Where(one => one is not null).ToArray(),
        ["concat"] = (input, with) => LiquidValue.List(input).Concat(LiquidValue.List(with[0])).ToArray(),
        ["uniq"] = (input, _) => LiquidValue.List(input).DistinctBy(one => one is string or decimal or bool ? one : LiquidValue.Text(one)).ToArray(),
        ["sort"] = (input, with) => LiquidValue.List(input).OrderBy(one => Key(one, with), Order).ToArray(),
        ["map"] = (input, with) => LiquidValue.List(input).Select(one => Member(one, with[0])).ToArray(),
        ["where"] = (input, with) => LiquidValue.List(input).Where(one => Matches(Member(one, with[0]), with)).ToArray(),
        ["sum"] = (input, with) => LiquidValue.List(input).Sum(one => LiquidValue.Number(Key(one, with)) ?? 0),
    };

    private static object? Key(object? item, FilterArguments with) => with.Values.Count == 0 ? item : Member(item, with[0]);

    private static object? Member(object? item, object? name) => LiquidValue.TryMember(item, name, out var member) ? member : null;

    private static bool Matches(object? member, FilterArguments with) =>
        with.Values.Count > 1 ? Comparison.AreEqual(member, with[1]) : LiquidValue.IsTrue(member);
}
