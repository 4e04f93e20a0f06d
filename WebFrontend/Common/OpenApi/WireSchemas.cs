using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Types with a converter of their own, as the wire has them: nothing else can tell what a converter writes.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    /// <summary>Whether the type is described here, in place of a schema with a name.</summary>
    public static bool IsWritten(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(UserId) || IsOptional(type);

    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            Become(schema, "date-time", type);
        }
        else if (type == typeof(UserId) || type == typeof(UserId?))
        {
            Become(schema, "uuid", type);
        }
        else if (IsOptional(type))
        {
            var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellationToken);
            schema.Type = (inner.Type ?? JsonSchemaType.Object) | JsonSchemaType.Null;
            schema.Format = inner.Format;
            schema.Items = inner.Items;
            schema.Properties = inner.Properties;
            schema.Enum = inner.Enum;
            schema.Minimum = inner.Minimum;
            schema.Maximum = inner.Maximum;
        }

        foreach (var left in context.JsonTypeInfo.Properties.Where(IsLeftOut))
        {
            schema.Required?.Remove(left.Name);
        }
    }

    /// <summary>A member that is absent where it has nothing to say, although whoever makes the record must say so.</summary>
    private static bool IsLeftOut(JsonPropertyInfo member) =>
        member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];

    private static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    private static void Become(OpenApiSchema schema, string format, Type type)
    {
        schema.Type = Nullable.GetUnderlyingType(type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        schema.Format = format;
    }
}
