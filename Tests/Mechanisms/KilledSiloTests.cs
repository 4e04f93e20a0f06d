using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Mechanisms;

/// <summary>What a silo takes with it when it dies; a cluster of its own, made by classes that configure it.</summary>
[Collection<ClusterCollection>]
public sealed class KilledSiloTests : IAsyncLifetime
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));
    private static SqliteDatabase database = null!;

    private readonly TemporaryFolder folder = new();
    private readonly TestCluster cluster;
    private readonly TestTime time = new(Clock);

    public KilledSiloTests()
    {
        database = new SqliteDatabase(folder.Path, Durability.Normal);
        cluster = new TestClusterBuilder()
            .ConfigureHostConfiguration(host => host.AddInMemoryCollection(SiloUnderTest.Settings))
            .AddSiloBuilderConfigurator<Configurator>()
            .Build();
    }

    public async ValueTask InitializeAsync()
    {
        await database.InstallSchemaAsync(CancellationToken.None);
        await cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_a_killed_silo_owed_is_delivered_by_another()
    {
        var debtor = await PlaceAsync(cluster.SecondarySilos[0].SiloAddress);
        var receiver = await PlaceAsync(cluster.Primary!.SiloAddress);
        var key = receiver.GetPrimaryKeyString();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        DebtGrain.BeforeReceiving[key] = _ =>
        {
            arrived.TrySetResult();
            throw new InvalidOperationException("down");
        };
        await debtor.Owe(key, "a", "b");
        await TestTime.Soon(arrived.Task, "the debtor tried");
        await cluster.KillSiloAsync(cluster.SecondarySilos[0]);
        DebtGrain.BeforeReceiving.TryRemove(key, out _);
        // The death is noticed in real time, so the clock of sweepers and reminders goes on until then.
        await time.Until(async () => (await receiver.Received()).Length == 2, TimeSpan.FromHours(12), "another silo delivered");
        Assert.Equal(["a", "b"], await receiver.Received());
        await TestTime.Eventually(async () => await debtor.Owed() == 0, "the debtor owes nothing");
    }

    private async Task<IDebtGrain> PlaceAsync(SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        var grain = cluster.GrainFactory.GetGrain<IDebtGrain>($"testdebt:{Guid.NewGuid():D}");
        await grain.Owed();
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        return grain;
    }

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            SiloUnderTest.Configure(siloBuilder, Clock, database);
            siloBuilder.Configure<ClusterMembershipOptions>(members =>
            {
                // Soon, but no silo that a busy machine keeps from answering for a moment.
                members.ProbeTimeout = TimeSpan.FromSeconds(1);
                members.NumMissedProbesLimit = 5;
                members.NumVotesForDeathDeclaration = 1;
                members.TableRefreshTimeout = TimeSpan.FromSeconds(2);
            });
        }
    }
}
