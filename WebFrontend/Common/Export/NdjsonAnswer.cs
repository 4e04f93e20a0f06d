using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>Things as a download with one JSON text a line, streamed: no more of them is in memory than the source hands out at once.</summary>
public sealed class NdjsonAnswer(string fileName, IAsyncEnumerable<object> lines) : IResult, IEndpointMetadataProvider
{
    private const string ContentType = "application/x-ndjson";

    private static readonly ReadOnlyMemory<byte> LineFeed = "\n"u8.ToArray();

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [ContentType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.CacheControl = "no-store";
        await foreach (var line in lines.WithCancellation(httpContext.RequestAborted))
        {
            await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, line.GetType(), WireJson.Options), httpContext.RequestAborted);
            await response.Body.WriteAsync(LineFeed, httpContext.RequestAborted);
        }
    }
}
