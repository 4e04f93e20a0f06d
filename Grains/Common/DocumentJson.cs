using System.Text.Json;

namespace OrleansBackends.Grains.Common;

/// <summary>The JSON of documents, journal entries, outbox items and live events.</summary>
public static class DocumentJson
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, WireJson.Options) ?? throw new JsonException($"null is no {typeof(T).Name}");
}
