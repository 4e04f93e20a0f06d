using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.WebFrontend.Accounts;
using OrleansBackends.WebFrontend.Common;

namespace OrleansBackends.Tests.Accounts;

/// <summary>What a frontend process knows of users and revocations, under the clock of the shared cluster.</summary>
internal sealed class FrontendUnderTest(ServiceProvider services) : IAsyncDisposable
{
    public RevocationSet Cuts => services.GetRequiredService<RevocationSet>();

    public RevocationWatch Watch => services.GetRequiredService<RevocationWatch>();

    public UserNames Names => services.GetRequiredService<UserNames>();

    public ApiKeyReader Keys => services.GetRequiredService<ApiKeyReader>();

    /// <summary>One that hears what is cut and changed, after it has read what was.</summary>
    public static async Task<FrontendUnderTest> StartAsync(ClusterFixture cluster)
    {
        var frontend = WithoutFeed(cluster);
        await frontend.Watch.StartAsync(CancellationToken.None);
        await TestTime.Eventually(() => Task.FromResult(frontend.Cuts.IsFresh), "the frontend has read the cuts");
        return frontend;
    }

    public static FrontendUnderTest WithoutFeed(ClusterFixture cluster) => new(new ServiceCollection().AddLogging().AddSharedKeys()
        .AddSingleton(cluster.Grains).AddSingleton(cluster.Time.Provider)
        .AddSingleton<LiveSignal>().AddSingleton<LiveConnector>().AddSingleton<TokenKeys>().AddSingleton<RevocationSet>()
        .AddSingleton<UserNames>().AddSingleton<RevocationWatch>().AddSingleton<ApiKeyReader>()
        .BuildServiceProvider());

    public async ValueTask DisposeAsync()
    {
        await Watch.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
