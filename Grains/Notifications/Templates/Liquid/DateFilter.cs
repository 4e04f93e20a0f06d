using System.Globalization;
using System.Text;

namespace OrleansBackends.Grains.Notifications.Templates.Liquid;

/// <summary>Instants by the signs of strftime, in the zone and language of the reader. What is no date stays as it is.</summary>
internal static class DateFilter
{
    public static readonly Dictionary<string, Filter> All = new()
    {
        ["date"] = (input, with) => Read(input, with.Run.Zone) is { } at && with.Text(0) is { Length: > 0 } format ? Write(at, format, with) : input,
    };

    private static DateTimeOffset? Read(object? input, TimeZoneInfo zone) => input switch
    {
        decimal seconds when seconds is > -62_135_596_800 and < 253_402_300_800 => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds((long)seconds), zone),
        string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            TimeZoneInfo.ConvertTime(at, zone),
        _ => null,
    };

    private static string Write(DateTimeOffset at, string format, FilterArguments with)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            var bare = format[i + 1] == '-' && i + 2 < format.Length;
            i += bare ? 2 : 1;
            var part = Part(at, format[i], with.Run.Culture);
            text.Append(bare && part.TrimStart('0', ' ') is { Length: > 0 } trimmed ? trimmed : part);
        }

        return text.ToString();
    }

    private static string Part(DateTimeOffset at, char sign, CultureInfo culture) => sign switch
    {
        'Y' => Pattern(at, "yyyy"),
        'y' => Pattern(at, "yy"),
        'm' => Pattern(at, "MM"),
        'd' => Pattern(at, "dd"),
        'e' => Number(at.Day).PadLeft(2),
        'j' => Number(at.DayOfYear).PadLeft(3, '0'),
        'H' => Pattern(at, "HH"),
        'I' => Pattern(at, "hh"),
        'M' => Pattern(at, "mm"),
        'S' => Pattern(at, "ss"),
        'L' => Pattern(at, "fff"),
        'p' => at.Hour < 12 ? "AM" : "PM",
        'P' => at.Hour < 12 ? "am" : "pm",
        'B' => at.ToString("MMMM", culture),
        'b' => at.ToString("MMM", culture),
        'A' => at.ToString("dddd", culture),
        'a' => at.ToString("ddd", culture),
        'u' => Number(at.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)at.DayOfWeek),
        'w' => Number((int)at.DayOfWeek),
        's' => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'z' => Pattern(at, "zzz").Replace(":", "", StringComparison.Ordinal),
        'F' => Pattern(at, "yyyy-MM-dd"),
        'T' => Pattern(at, "HH:mm:ss"),
        'R' => Pattern(at, "HH:mm"),
        'x' => at.ToString("d", culture),
        'X' => at.ToString("t", culture),
        '%' => "%",
        _ => $"%{sign}",
    };

    private static string Pattern(DateTimeOffset at, string pattern) => at.ToString(pattern, CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
