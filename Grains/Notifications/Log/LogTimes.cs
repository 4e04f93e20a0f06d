using System.Globalization;

namespace OrleansBackends.Grains.Notifications.Log;

internal static class LogTimes
{
    /// <summary>An instant as the views of this slice give it.</summary>
    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.ParseExact(text, Clock.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
