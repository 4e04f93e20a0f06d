using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>Instants are UTC with whole milliseconds, so a document reads back equal to what was in memory and text order is time order.</summary>
public static class Clock
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static DateTimeOffset Now(this TimeProvider time) => time.GetUtcNow().ToMilliseconds();

    public static DateTimeOffset ToMilliseconds(this DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public static string ToText(this DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>Writes an instant with fixed width; reads any ISO 8601 instant that names its offset.</summary>
public sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Utf8JsonReader takes a time without an offset as local time of this machine; such a time names no instant.
        var text = reader.GetString() ?? throw new JsonException("an instant is a string");
        var named = text.EndsWith('Z') || text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        return named && text.Contains('T', StringComparison.Ordinal) && reader.TryGetDateTimeOffset(out var at)
            ? at.ToMilliseconds()
            : throw new JsonException("an instant looks like 2027-03-28T07:00:00.000Z");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToText());
}
