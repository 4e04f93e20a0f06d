using System.Text.Json;
using Orleans.Storage;

namespace OrleansBackends.Silo.Common.Storage;

/// <summary>Documents in the one JSON form; Orleans' own serializer would write another.</summary>
internal sealed class DocumentSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, WireJson.Options));

    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<T>(input, WireJson.Options) ?? throw new JsonException($"null is no {typeof(T).Name}");
}
