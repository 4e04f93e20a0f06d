using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansBackends.WebFrontend.Common;

internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>Of every route that does not say otherwise.</summary>
    public const long Default = 64 * 1024;
}

public static class BodyLimitExtensions
{
    /// <summary>The largest body of the route; more is 413. Routes that say nothing take 64 KiB.</summary>
    public static TBuilder MaxBody<TBuilder>(this TBuilder builder, long bytes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new BodyLimit(bytes));
}
