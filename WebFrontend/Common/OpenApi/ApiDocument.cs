using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>OpenAPI 3.1 at <c>/openapi/v1.json</c>, made from what the routes say of themselves, and its reference at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    public const string BearerScheme = "bearer";
    public const string ApiKeyScheme = "apiKey";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        document.CreateSchemaReferenceId = type => WireSchemas.IsWritten(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        document.AddDocumentTransformer((api, _, _) =>
        {
            Describe(api);
            return Task.CompletedTask;
        });
        document.AddOperationTransformer<RouteTransformer>();
        document.AddSchemaTransformer<WireSchemas>();
    });

    public static IEndpointRouteBuilder MapApiDocument(this IEndpointRouteBuilder routes)
    {
        var docs = routes.MapGroup("").AllowAnonymous().Limit("public-read").ExcludeFromDescription();
        docs.MapOpenApi();
        docs.MapScalarApiReference("/docs", reference => reference
            .WithTitle("Orleans Backends").DisableDefaultFonts().DisableAgent().DisableMcp());
        return routes;
    }

    private static void Describe(OpenApiDocument api)
    {
        api.Info = new OpenApiInfo
        {
            Title = "Orleans Backends",
            Version = "1",
            Description = "Refusals are application/problem+json (RFC 9457) with a stable `code` and a `traceId`.",
        };
        api.Servers = [];
        api.Components ??= new OpenApiComponents();
        api.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        api.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" };
        api.Components.SecuritySchemes[ApiKeyScheme] =
            new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, Name = "X-Api-Key", In = ParameterLocation.Header };
        api.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var named in api.Components.Schemas.Values.OfType<OpenApiSchema>().Where(schema => schema.Enum is not null))
        {
            // Whoever may also have null says so where the name is used; here it would match twice.
            named.Enum = [.. named.Enum!.Where(value => value is not null && !value.IsJsonNullSentinel())];
        }

        api.Components.Schemas[ProblemSchema.Id] = ProblemSchema.Create();
    }
}
