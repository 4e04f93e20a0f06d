using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.WebFrontend.Polls.Results;

/// <summary>A result as SVG, under the number of its count.</summary>
internal sealed class ChartAnswer(Result<(PollDefinition Poll, SentResult Result)> drawn, int width) : IResult, IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [SvgDrawing.ContentType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!drawn.IsOk)
        {
            await drawn.Error.ToProblem().ExecuteAsync(httpContext);
            return;
        }

        httpContext.Response.ContentType = SvgDrawing.ContentType;
        httpContext.Response.Headers.ETag = drawn.Value.Result.ETag;
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        await httpContext.Response.WriteAsync(PollChart.Draw(drawn.Value.Poll, drawn.Value.Result.Result, width), httpContext.RequestAborted);
    }
}
