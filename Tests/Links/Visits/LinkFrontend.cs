using Microsoft.Extensions.Logging.Abstractions;
using OrleansBackends.WebFrontend.Common;
using OrleansBackends.WebFrontend.Links.Visits;

namespace OrleansBackends.Tests.Links.Visits;

/// <summary>What a frontend process of its own knows of targets, on the cluster and under the clock of the tests.</summary>
internal sealed class LinkFrontend : IDisposable
{
    private readonly LiveSignal signal = new();
    private readonly LiveConnector live;

    public LinkFrontend(ClusterFixture cluster, int capacity = 100)
    {
        live = new LiveConnector(cluster.Grains, signal, NullLogger<LiveConnector>.Instance);
        Cache = new TargetCache(cluster.Grains, live, cluster.Time.Provider) { Capacity = capacity };
    }

    public TargetCache Cache { get; }

    public async Task<string?> Url(string code) => (await Cache.Get(code)).Target.Url;

    public void Dispose()
    {
        live.Dispose();
        signal.Dispose();
    }
}
