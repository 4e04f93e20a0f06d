using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;

namespace OrleansBackends.WebFrontend.Notifications.Triggers;

/// <summary>Whom a trigger is for: a list of recipients, or an object that names a topic.</summary>
[JsonConverter(typeof(TriggerToConverter))]
public sealed record TriggerTo(IReadOnlyList<Recipient> Recipients, string? Topic);

internal sealed class TriggerToConverter : JsonConverter<TriggerTo>
{
    public override TriggerTo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            var recipients = JsonSerializer.Deserialize<IReadOnlyList<RecipientRequest>>(ref reader, options)!;
            return new TriggerTo([.. recipients.Select(r => (r ?? throw new JsonException("A recipient is an object.")).ToRecipient())], null);
        }

        var topic = JsonSerializer.Deserialize<TopicRecipient>(ref reader, options) ?? throw new JsonException("A list of recipients, or a topic.");
        return new TriggerTo([], topic.Topic);
    }

    public override void Write(Utf8JsonWriter writer, TriggerTo value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Only read from requests.");

    private sealed record TopicRecipient
    {
        public required string Topic { get; init; }
    }
}
