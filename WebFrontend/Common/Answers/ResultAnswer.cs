using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>A value with its headers, or a problem.</summary>
public abstract class ResultAnswer<T>(Result<T> result, int status) : IResult
{
    public Result<T> Result => result;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!result.IsOk)
        {
            await result.Error.ToProblem().ExecuteAsync(httpContext);
            return;
        }

        var response = httpContext.Response;
        response.StatusCode = status;
        if (result.Value is IVersioned versioned)
        {
            response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"v{versioned.Version}\"");
        }

        if (result.Replayed)
        {
            response.Headers["Idempotent-Replayed"] = "true";
        }

        AddHeaders(response, result.Value);
        if (result.Value is not Done)
        {
            await response.WriteAsJsonAsync(result.Value, httpContext.RequestAborted);
        }
    }

    private protected virtual void AddHeaders(HttpResponse response, T value)
    {
    }

    private protected static void Describe(EndpointBuilder builder, int status)
    {
        IProducesResponseTypeMetadata produces = typeof(T) == typeof(Done)
            ? new ProducesResponseTypeMetadata(status, typeof(void))
            : new ProducesResponseTypeMetadata(status, typeof(T), ["application/json"]);
        builder.Metadata.Add(produces);
    }
}

public sealed class OkAnswer<T>(Result<T> result) : ResultAnswer<T>(result, StatusCodes.Status200OK), IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status200OK);
}

public sealed class CreatedAnswer<T>(Result<T> result, Func<T, string> location)
    : ResultAnswer<T>(result, StatusCodes.Status201Created), IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status201Created);

    private protected override void AddHeaders(HttpResponse response, T value) => response.Headers.Location = location(value);
}

public sealed class AcceptedAnswer<T>(Result<T> result) : ResultAnswer<T>(result, StatusCodes.Status202Accepted), IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status202Accepted);
}

public sealed class NoContentAnswer(Result<Done> result) : ResultAnswer<Done>(result, StatusCodes.Status204NoContent), IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status204NoContent);
}
