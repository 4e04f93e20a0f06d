using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;

namespace OrleansBackends.Grains.Notifications.Preferences;

/// <summary>When it is quiet for somebody: windows of local time, half-open; those that touch or overlap are one.</summary>
internal static class QuietHoursRules
{
    /// <summary>A held message leaves up to so many seconds after the quiet time, so that not all leave at once.</summary>
    public const int MaxJitterSeconds = 300;

    private const string Time = "HH:mm";
    private const int Week = 7;

    public static Error? Refuse(QuietHours hours) =>
        hours.Windows.Count > QuietHours.MaxWindows ? Errors.Invalid($"There are at most {QuietHours.MaxWindows} windows.", "quietHours.windows")
        : hours.Windows.All(IsWindow) ? null
        : Errors.Invalid("A window has days from 1 to 7, and from and to as HH:mm.", "quietHours.windows");

    /// <summary>The end of the quiet time that <paramref name="now"/> lies in; null while it is not quiet.</summary>
    public static DateTimeOffset? Until(QuietHours hours, string? zone, DateTimeOffset now)
    {
        if (!hours.Enabled || hours.Windows.Count == 0)
        {
            return null;
        }

        var at = Instant.FromDateTimeOffset(now);
        var quiet = Near(hours.Windows, Zone(zone), at);
        var end = at;
        while (quiet.Exists(w => w.Start <= end && end < w.End))
        {
            end = quiet.Where(w => w.Start <= end && end < w.End).Max(w => w.End);
        }

        return end == at ? null : end.ToDateTimeOffset();
    }

    /// <summary>Every time of quiet that can matter within a week; where it is always quiet, the end lies a week ahead.</summary>
    private static List<(Instant Start, Instant End)> Near(IReadOnlyList<QuietWindow> windows, DateTimeZone zone, Instant at)
    {
        var today = at.InZone(zone).Date;
        return
        [
            .. from window in windows
               from day in Enumerable.Range(-1, Week + 2)
               let date = today.PlusDays(day)
               where window.Days.Contains((int)date.DayOfWeek)
               let times = (From: Local(window.From), To: Local(window.To))
               select (Resolve(date + times.From, zone), Resolve((times.To > times.From ? date : date.PlusDays(1)) + times.To, zone)),
        ];
    }

    /// <summary>A local time that is left out moves forward by what is left out; of one that comes twice the earlier counts.</summary>
    private static Instant Resolve(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Resolvers.LenientResolver).ToInstant();

    private static DateTimeZone Zone(string? name) =>
        name is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? DateTimeZone.Utc;

    private static LocalTime Local(string text) => LocalTime.FromTimeOnly(TimeOnly.ParseExact(text, Time, CultureInfo.InvariantCulture));

    private static bool IsWindow(QuietWindow window) =>
        window.Days.Count is > 0 and <= Week && window.Days.All(day => day is >= 1 and <= Week) && IsTime(window.From) && IsTime(window.To);

    private static bool IsTime(string text) => TimeOnly.TryParseExact(text, Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
