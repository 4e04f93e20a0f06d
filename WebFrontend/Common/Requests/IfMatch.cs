using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>The version that an edit is meant for; null where none was named (absent, or <c>*</c>). Malformed is 400.</summary>
public sealed record IfMatch(int? Version) : IEndpointParameterMetadataProvider
{
    private static readonly Error Malformed = Errors.Invalid("If-Match is one ETag that an answer carried, such as \"v3\".", "If-Match");

    public static ValueTask<IfMatch?> BindAsync(HttpContext context) => ValueTask.FromResult<IfMatch?>(Read(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParameterMark("If-Match", InQuery: false, "The ETag of what you read; 412 when it was changed since."));

    private static IfMatch Read(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return context.GetEndpoint()?.Metadata.GetMetadata<RequireIfMatchMark>() is null
                ? new IfMatch((int?)null)
                : throw new RefusedRequestException(WebErrors.IfMatchRequired);
        }

        if (header is ["*"])
        {
            return new IfMatch((int?)null);
        }

        return header is [{ Length: > 3 } tag] && tag.StartsWith("\"v", StringComparison.Ordinal) && tag.EndsWith('"')
            && int.TryParse(tag.AsSpan(2, tag.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? new IfMatch(version)
                : throw new RefusedRequestException(Malformed);
    }
}

internal sealed class RequireIfMatchMark;

public static class IfMatchExtensions
{
    /// <summary>An edit without <c>If-Match</c> is 428; the handler binds <see cref="IfMatch"/>.</summary>
    public static TBuilder RequireIfMatch<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireIfMatchMark()).Refuses(Errors.Stale, WebErrors.IfMatchRequired);
}
