using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>A member of a PATCH: absent (keep), null (clear) or a value (set). The default is absent.</summary>
[GenerateSerializer, Immutable, Alias("common.optional`1"), JsonConverter(typeof(OptionalJsonConverter))]
public readonly record struct Optional<T>([property: Id(0)] bool IsSet, [property: Id(1)] T? Value)
{
    public static implicit operator Optional<T>(T? value) => new(true, value);

    /// <summary>The new value where one was sent, else what is there.</summary>
    public T? Or(T? current) => IsSet ? Value : current;
}

public sealed class OptionalJsonConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<Optional<T>>
    {
        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(true, reader.TokenType == JsonTokenType.Null ? default : Inner(options).Read(ref reader, typeof(T), options));

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);

        // Not a nested Deserialize: a fault would no longer know in which member it happened.
        private static JsonConverter<T> Inner(JsonSerializerOptions options) => (JsonConverter<T>)options.GetConverter(typeof(T));
    }
}
