using System.Globalization;
using System.Numerics;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>A column of a CSV file.</summary>
public sealed record CsvColumn<T>(string Name, Func<T, string?> Cell);

/// <summary>Makes columns. Text that a spreadsheet would take for a formula gets a leading <c>'</c>; numbers, which cannot be one, do not.</summary>
public static class CsvColumn
{
    public static CsvColumn<T> Text<T>(string name, Func<T, string?> cell) => new(name, row => Harmless(cell(row)));

    public static CsvColumn<T> Number<T, TNumber>(string name, Func<T, TNumber?> cell)
        where TNumber : struct, INumber<TNumber> => new(name, row => cell(row)?.ToString(null, CultureInfo.InvariantCulture));

    public static CsvColumn<T> Instant<T>(string name, Func<T, DateTimeOffset?> cell) => new(name, row => cell(row)?.ToText());

    private static string? Harmless(string? text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
}
