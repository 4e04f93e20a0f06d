using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Common;

/// <summary>A person or machine account. On the wire a lower-case UUID with hyphens.</summary>
[GenerateSerializer, Immutable, Alias("common.user-id"), JsonConverter(typeof(UserIdJsonConverter))]
public readonly record struct UserId([property: Id(0)] Guid Value) : IParsable<UserId>
{
    public override string ToString() => Value.ToString("D");

    public static UserId Parse(string s, IFormatProvider? provider) => new(Guid.ParseExact(s, "D"));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UserId result)
    {
        var ok = Guid.TryParseExact(s, "D", out var value);
        result = new UserId(value);
        return ok;
    }
}

public sealed class UserIdJsonConverter : JsonConverter<UserId>
{
    public override UserId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override UserId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        UserId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("not a user id");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
