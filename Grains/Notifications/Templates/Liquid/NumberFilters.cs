namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

internal static class NumberFilters
{
    public static readonly Dictionary<string, Filter> All = new()
    {
        ["plus"] = (input, with) => Of(input) + with.Number(0),
        ["minus"] = (input, with) => Of(input) - with.Number(0),
        ["times"] = (input, with) => Of(input) * with.Number(0),
        ["divided_by"] = (input, with) => Divide(Of(input), with.Number(0), with),
        ["modulo"] = (input, with) => with.Number(0) is var by and not 0 ? Of(input) % by : throw with.Fault("divides by zero"),
        ["abs"] = (input, _) => Math.Abs(Of(input)),
        ["ceil"] = (input, _) => Math.Ceiling(Of(input)),
        ["floor"] = (input, _) => Math.Floor(Of(input)),
        ["round"] = (input, with) => Math.Round(Of(input), Math.Clamp(with.Whole(0, 0), 0, 10), MidpointRounding.AwayFromZero),
        ["at_least"] = (input, with) => Math.Max(Of(input), with.Number(0)),
        ["at_most"] = (input, with) => Math.Min(Of(input), with.Number(0)),
    };

    private static decimal Of(object? value) => LiquidValue.Number(value) ?? 0;

    /// <summary>Whole numbers divide to a whole number, rounded down.</summary>
    private static decimal Divide(decimal number, decimal by, FilterArguments with) => (number, by) switch
    {
        (_, 0) => throw with.Fault("divides by zero"),
        _ when decimal.IsInteger(number) && decimal.IsInteger(by) && number.Scale == 0 && by.Scale == 0 => Math.Floor(number / by),
        _ => number / by,
    };
}
