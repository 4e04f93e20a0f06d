using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Adds to a route what its marks say: self-binding parameters, who may call, and every refusal with its code and an example.</summary>
internal sealed class RouteTransformer : IOpenApiOperationTransformer
{
    private static readonly Error RateLimited = LimitErrors.RateLimited(null, TimeSpan.FromSeconds(1));

    private static readonly Error Late = new(ErrorKind.Unavailable, "timeout", "No answer in time. The request may have been carried out.");

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var marks = context.Description.ActionDescriptor.EndpointMetadata;
        AddParameters(operation, marks);
        if (!marks.OfType<IAllowAnonymous>().Any())
        {
            operation.Security ??= [];
            operation.Security.Add(Requirement(ApiDocument.BearerScheme, context.Document));
            operation.Security.Add(Requirement(ApiDocument.ApiKeyScheme, context.Document));
        }

        operation.Responses ??= [];
        foreach (var status in Refusals(operation, marks).DistinctBy(e => e.Code).GroupBy(ProblemAnswer.StatusOf))
        {
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = Problem(status.Key, [.. status], context.Document);
        }

        operation.Responses["504"] = Problem(StatusCodes.Status504GatewayTimeout, [Late], context.Document);
        return Task.CompletedTask;
    }

    private static void AddParameters(OpenApiOperation operation, IList<object> marks)
    {
        foreach (var mark in marks.OfType<ParameterMark>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = mark.Name,
                In = mark.InPath ? ParameterLocation.Path : mark.InQuery ? ParameterLocation.Query : ParameterLocation.Header,
                Description = mark.Description,
                Required = IsRequired(mark, marks),
                Schema = new OpenApiSchema { Type = mark.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
            });
        }
    }

    private static bool IsRequired(ParameterMark mark, IList<object> marks) =>
        mark.InPath || (mark.Name == Idempotency.Header && marks.OfType<RequireIdempotencyKeyMark>().Any()) || (mark.Name == "If-Match" && marks.OfType<RequireIfMatchMark>().Any());

    private static IEnumerable<Error> Refusals(OpenApiOperation operation, IList<object> marks)
    {
        var own = marks.OfType<Refusals>().SelectMany(r => r.All);
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
        {
            own = own.Append(Errors.Invalid("The request cannot be read."));
        }

        if (!marks.OfType<IAllowAnonymous>().Any())
        {
            own = own.Append(Errors.Unauthenticated).Append(Errors.Forbidden);
        }

        if (marks.OfType<LimitMark>().Any())
        {
            own = own.Append(RateLimited);
        }

        return own.Append(Errors.Unavailable);
    }

    private static OpenApiResponse Problem(int status, IReadOnlyList<Error> errors, OpenApiDocument? document) => new()
    {
        Description = $"{ReasonPhrases.GetReasonPhrase(status)}: {string.Join(", ", errors.Select(e => $"`{e.Code}`"))}",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problems.ContentType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(ProblemSchema.Id, document),
                Examples = errors.ToDictionary(e => e.Code, e => (IOpenApiExample)new OpenApiExample { Value = Example(status, e) }),
            },
        },
    };

    private static JsonObject Example(int status, Error error) => new()
    {
        ["type"] = "about:blank",
        ["title"] = error.Message,
        ["status"] = status,
        ["code"] = error.Code,
        ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
    };

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
