using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.WebFrontend.Polls.Results;

/// <summary>A result under its number as ETag; 304 for who has it already.</summary>
internal sealed class ResultAnswer(Result<SentResult> result) : IResult, IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(PollResult), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)));
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!result.IsOk)
        {
            await result.Error.ToProblem().ExecuteAsync(httpContext);
            return;
        }

        var (response, sent) = (httpContext.Response, result.Value);
        response.Headers.ETag = sent.ETag;
        response.Headers.CacheControl = "private, no-cache";
        if (httpContext.Request.Headers.IfNoneMatch.Any(known => known == sent.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = sent.Body.Length;
        await response.Body.WriteAsync(sent.Body, httpContext.RequestAborted);
    }
}
