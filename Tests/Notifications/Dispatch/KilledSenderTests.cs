using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Silo.Common.Storage;

namespace OrleansBackends.Tests.Notifications.Dispatch;

/// <summary>A sender that dies in another silo than its dispatch; a cluster of its own, made by classes that configure it.</summary>
[Collection<ClusterCollection>]
public sealed class KilledSenderTests : IAsyncLifetime
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));
    private static SqliteDatabase database = null!;

    private readonly TemporaryFolder folder = new();
    private readonly TestCluster cluster;
    private readonly TestTime time = new(Clock);

    public KilledSenderTests()
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
    public async Task What_a_killed_silo_was_sending_is_due_again_within_seconds_and_what_others_send_is_not()
    {
        var (here, elsewhere) = (cluster.Primary!.SiloAddress, cluster.SecondarySilos[0].SiloAddress);
        var app = NewMessages.NewApp();
        RequestContext.Set(IPlacementDirector.PlacementHintKey, here);
        var dispatch = cluster.GrainFactory.GetGrain<IDispatchGrain>(NotifyKeys.Dispatch(app, NotifyChannel.Email, 0));
        (await dispatch.Enqueue([NewMessages.Of(app, "ada", Clock.Now()), NewMessages.Of(app, "bob", Clock.Now())])).Require();
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        var lost = Assert.Single((await dispatch.ClaimFor(new ClaimTicket(Guid.NewGuid(), elsewhere, Again: false), Lane.Transactional, 1)).Messages);
        Assert.Single((await dispatch.ClaimFor(new ClaimTicket(Guid.NewGuid(), here, Again: false), Lane.Transactional, 1)).Messages);

        await cluster.KillSiloAsync(cluster.SecondarySilos[0]);
        var management = cluster.GrainFactory.GetGrain<IManagementGrain>(0);
        await TestTime.Eventually(async () => !(await management.GetHosts(onlyActive: true)).ContainsKey(elsewhere), "the death is noticed");
        Assert.Equal(2, (await dispatch.Status()).Claimed);
        await time.Until(async () => (await dispatch.Status()).Claimed == 1, TimeSpan.FromSeconds(10), "the claim of the dead silo is free");
        Assert.Equal(lost.Message.Id, Assert.Single((await dispatch.Claim(Lane.Transactional, 2)).Messages).Message.Id);
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
