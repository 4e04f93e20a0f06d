using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>A message that is to be tried: the number of its queued entry, when, and how often it was tried.</summary>
[JsonConverter(typeof(OpenMessageConverter))]
internal readonly record struct OpenMessage(long Seq, DateTimeOffset Due, int Tries);

/// <summary><c>[seq, Unix milliseconds, tries]</c>, since a document holds thousands.</summary>
internal sealed class OpenMessageConverter : JsonConverter<OpenMessage>
{
    public override OpenMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = JsonSerializer.Deserialize<long[]>(ref reader, options);
        return parts is [var seq, var due, var tries]
            ? new OpenMessage(seq, DateTimeOffset.FromUnixTimeMilliseconds(due), (int)tries)
            : throw new JsonException("an open message is three numbers");
    }

    public override void Write(Utf8JsonWriter writer, OpenMessage value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Seq);
        writer.WriteNumberValue(value.Due.ToUnixTimeMilliseconds());
        writer.WriteNumberValue(value.Tries);
        writer.WriteEndArray();
    }
}
