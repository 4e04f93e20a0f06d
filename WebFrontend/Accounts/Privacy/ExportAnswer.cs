using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.WebFrontend.Accounts;

/// <summary>One JSON object with a list for each system, streamed: no more of it is in memory than one page.</summary>
internal sealed class ExportAnswer(Result<IAsyncEnumerable<ExportPage>> pages) : IResult, IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>), ["application/json"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!pages.IsOk)
        {
            await pages.Error.ToProblem().ExecuteAsync(httpContext);
            return;
        }

        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"account.json\"";
        await using var json = new Utf8JsonWriter(response.Body);
        json.WriteStartObject();
        string? slice = null;
        await foreach (var page in pages.Value.WithCancellation(httpContext.RequestAborted))
        {
            if (page.Slice != slice)
            {
                if (slice is not null)
                {
                    json.WriteEndArray();
                }

                json.WriteStartArray(slice = page.Slice);
            }

            foreach (var item in page.Items)
            {
                json.WriteRawValue(item);
            }

            await json.FlushAsync(httpContext.RequestAborted);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
    }
}
