using System.Diagnostics;
using OpenTelemetry;

namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// Takes out of a request's trace what only some may know of its path: of a route with a secret the template is told instead, and of a path that no
/// route has, which may be a secret's with a slip in it, only the beginning.
/// </summary>
internal sealed class SecretPaths : BaseProcessor<Activity>
{
    private const string Path = "url.path";
    private const string Route = "http.route";
    private const int SegmentsTold = 2;

    private static readonly string[] Secrets = ["{secret}", "{code}", "{token}"];

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(Path) is string path)
        {
            data.SetTag(Path, Told(path, data.GetTagItem(Route) as string));
        }
    }

    private static string Told(string path, string? route) =>
        route is not null ? (Array.Exists(Secrets, name => route.Contains(name, StringComparison.Ordinal)) ? route : path)
        : path.Split('/') is { Length: > SegmentsTold + 1 } segments ? string.Join('/', segments.Take(SegmentsTold + 1)) + "/…"
        : path;
}
