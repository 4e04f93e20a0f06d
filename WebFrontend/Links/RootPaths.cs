using System.Collections.Frozen;
using Microsoft.AspNetCore.Routing.Patterns;
using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.WebFrontend.Links;

/// <summary>The first segments of all mapped routes and static files: a code that is one of them could never be reached.</summary>
internal sealed class RootPaths(EndpointDataSource endpoints, IWebHostEnvironment environment)
{
    private readonly Lazy<FrozenSet<string>> segments = new(() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Select(e => e.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart literal] }, ..] ? literal.Content : null)
        .Concat(environment.WebRootFileProvider.GetDirectoryContents("").Select(file => file.Name))
        .OfType<string>().Select(LinkCode.Fold).ToFrozenSet(StringComparer.Ordinal));

    public bool Contains(string folded) => segments.Value.Contains(folded);
}
