using System.Collections.Concurrent;
using Orleans.Configuration;
using Orleans.TestingHost;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Web;

public sealed class RepeatOnceTests : IAsyncLifetime
{
    private readonly Rejections rejections = new();
    private readonly InProcessTestCluster cluster;

    public RepeatOnceTests()
    {
        var builder = new InProcessTestClusterBuilder(1);
        // Grains of the product that idle a minute would be shorter-lived than a bare silo's default look.
        builder.ConfigureSilo((_, silo) => silo
            .UseInMemoryReminderService()
            .Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = TimeSpan.FromSeconds(30)));
        builder.ConfigureClient(client => client
            .AddOutgoingGrainCallFilter<RepeatOnce>()
            .AddOutgoingGrainCallFilter(rejections));
        cluster = builder.Build();
    }

    public async ValueTask InitializeAsync() => await cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task A_reading_call_that_was_turned_away_is_repeated_once()
    {
        var feed = cluster.Client.GetGrain<IProbeFeedGrain>("probefeed:read");
        await feed.Publish(5);
        rejections.Reject("Last", times: 1);
        Assert.Equal(5, await feed.Last());
        rejections.Reject("Last", times: 2);
        await Assert.ThrowsAsync<SiloUnavailableException>(feed.Last);
    }

    [Fact]
    public async Task A_call_that_changes_something_and_has_no_operation_id_is_not()
    {
        var feed = cluster.Client.GetGrain<IProbeFeedGrain>("probefeed:write");
        rejections.Reject("Publish", times: 1);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => feed.Publish(1));
        Assert.Equal(0, await feed.Last());
    }

    [Fact]
    public async Task A_call_that_changes_something_under_an_operation_id_is_repeated()
    {
        var feed = cluster.Client.GetGrain<IProbeFeedGrain>("probefeed:once");
        rejections.Reject("PublishOnce", times: 1);
        await feed.PublishOnce(7, new OperationId("value", "hash"));
        Assert.Equal(7, await feed.Last());
        rejections.Reject("PublishOnce", times: 1);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => feed.PublishOnce(8, operation: null));
        Assert.Equal(7, await feed.Last());
    }

    private sealed class Rejections : IOutgoingGrainCallFilter
    {
        private readonly ConcurrentDictionary<string, int> left = new();

        public void Reject(string method, int times) => left[method] = times;

        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.MethodName is { } method && left.TryGetValue(method, out var times) && times > 0)
            {
                left[method] = times - 1;
                throw new SiloUnavailableException("turned away");
            }

            return context.Invoke();
        }
    }
}
