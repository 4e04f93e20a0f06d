using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Validation;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>JSON in and out: names and converters of <see cref="WireJson"/>, and nothing is guessed: what does not fit is 400.</summary>
internal static class RequestJson
{
    public static IServiceCollection AddRequestJson(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(http => Apply(http.SerializerOptions));
        // Malformed bodies would be 500 in Development; thrown, they reach the fault handler, which names the member.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        return services.AddValidation().PostConfigure<ValidationOptions>(KnownValidations.Keep);
    }

    internal static void Apply(JsonSerializerOptions options)
    {
        WireJson.Apply(options);
        options.Encoder = WireJson.Options.Encoder;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.PropertyNameCaseInsensitive = false;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(OptionalIsNotRequired);
    }

    /// <summary>To be absent is what <see cref="Optional{T}"/> is for.</summary>
    private static void OptionalIsNotRequired(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Optional<>)))
        {
            member.IsRequired = false;
        }
    }
}
