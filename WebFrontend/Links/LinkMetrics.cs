using System.Diagnostics.Metrics;

namespace OrleansBackends.WebFrontend.Links;

internal static class LinkMetrics
{
    public static Counter<long> RedirectsStale { get; } =
        Telemetry.Meter.CreateCounter<long>("links.redirects.stale", description: "Redirects past their life, because their link could not be asked");

    public static Counter<long> ClicksDropped { get; } =
        Telemetry.Meter.CreateCounter<long>("links.clicks.dropped", description: "Clicks that statistics will not know of");
}
