using System.Globalization;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>Positions of rooms: the numbers of a log never begin anew, so there is one epoch.</summary>
internal static class RoomPosition
{
    private const string Epoch = "log-";

    public static string Of(long seq) => string.Create(CultureInfo.InvariantCulture, $"{Epoch}{seq}");

    /// <returns>Null where it is none of a room.</returns>
    public static long? Read(string? position) =>
        position is not null && position.StartsWith(Epoch, StringComparison.Ordinal)
        && long.TryParse(position.AsSpan(Epoch.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
