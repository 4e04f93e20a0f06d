using System.Globalization;

namespace OrleansBackends.WebFrontend.Polls.Pages;

/// <summary>Instants as the page shows them: in the zone of the poll.</summary>
internal static class PollTime
{
    public static string Show(DateTimeOffset at, string zone) =>
        $"{TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({zone})";
}
