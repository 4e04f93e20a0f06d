namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>Values of different kinds are unequal and in no order.</summary>
internal static class Comparison
{
    public static bool Holds(string sign, object? left, object? right) => sign switch
    {
        "==" => AreEqual(left, right),
        "!=" or "<>" => !AreEqual(left, right),
        "contains" => Contains(left, right),
        "<" => Order(left, right) < 0,
        "<=" => Order(left, right) <= 0,
        ">" => Order(left, right) > 0,
        _ => Order(left, right) >= 0,
    };

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (Nothing, _) => IsNothing(right, (Nothing)left),
        (_, Nothing nothing) => IsNothing(left, nothing),
        (Encoded encoded, _) => AreEqual(encoded.Text, right),
        (_, Encoded encoded) => AreEqual(left, encoded.Text),
        (IReadOnlyList<object?> some, IReadOnlyList<object?> others) => some.Count == others.Count && some.Zip(others).All(pair => AreEqual(pair.First, pair.Second)),
        _ => Equals(left, right),
    };

    /// <summary>Null where there is no order.</summary>
    public static int? Order(object? left, object? right) => (left, right) switch
    {
        (decimal a, decimal b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        _ => null,
    };

    private static bool Contains(object? whole, object? part) => whole switch
    {
        string text => part is not null && text.Contains(LiquidValue.Text(part), StringComparison.Ordinal),
        IReadOnlyList<object?> list => list.Any(one => AreEqual(one, part)),
        IReadOnlyDictionary<string, object?> map => part is string name && map.ContainsKey(name),
        _ => false,
    };

    private static bool IsNothing(object? value, Nothing nothing) =>
        value is Nothing || (LiquidValue.IsEmpty(value) && (nothing.Blank || value is not null))
        || (nothing.Blank && (value is false || (value is string text && string.IsNullOrWhiteSpace(text))));
}

/// <summary>The words <c>empty</c> and <c>blank</c>.</summary>
internal sealed record Nothing(bool Blank);
