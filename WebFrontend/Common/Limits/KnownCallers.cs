namespace OrleansBackends.WebFrontend.Common;

/// <summary>Callers of some routes whom a slice knows before they are asked who they are, and counts by more than their address.</summary>
/// <param name="Path">Where those routes begin.</param>
/// <param name="AreKnown">Whether a request comes from one of them; answers at once.</param>
internal sealed record KnownCallers(PathString Path, Func<HttpRequest, bool> AreKnown)
{
    public bool Include(HttpRequest request) => request.Path.StartsWithSegments(Path) && AreKnown(request);
}
