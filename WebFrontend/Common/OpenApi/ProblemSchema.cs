using Microsoft.OpenApi;

namespace OrleansBackends.WebFrontend.Common;

internal static class ProblemSchema
{
    public const string Id = "Problem";

    public static OpenApiSchema Create() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "title", "status", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text(),
            ["title"] = Text("For people."),
            ["status"] = Number(),
            ["detail"] = Text(),
            ["code"] = Text("Stable and kebab-case: what a program looks at."),
            ["traceId"] = Text(),
            ["member"] = Text("The member, parameter or header that is meant."),
            ["reasons"] = List(),
            ["retryAfterSeconds"] = Number(),
            ["violated-policies"] = List(),
            ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = List() },
        },
    };

    private static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Number() => new() { Type = JsonSchemaType.Integer };

    private static OpenApiSchema List() => new() { Type = JsonSchemaType.Array, Items = Text() };
}
