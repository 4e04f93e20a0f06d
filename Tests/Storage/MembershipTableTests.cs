using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Messaging;
using OrleansBackends.Silo.Common;

namespace OrleansBackends.Tests.Storage;

public sealed class MembershipTableTests(PostgresFixture postgres) : IAsyncLifetime
{
    private IHost host = null!;
    private IMembershipTable table = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Backends"] = await postgres.CreateDatabaseAsync(),
            ["Secrets:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["Notifications:Email"] = "None",
        });
        host = builder.AddSilo(embedded: false).Build();
        await SiloStart.PrepareAsync(host.Services);
        table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
    }

    public ValueTask DisposeAsync()
    {
        host?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Of_two_changes_on_one_version_the_second_is_refused()
    {
        Assert.True(await table.InsertRowAsync(Silo(1), Version(1)));
        Assert.False(await table.InsertRowAsync(Silo(2), Version(1)));
        Assert.True(await table.InsertRowAsync(Silo(2), Version(2)));

        var all = await table.ReadAllAsync();
        Assert.Equal(2, all.Version.Version);
        Assert.Equal([1, 2], all.Members.Select(m => m.Item1.SiloAddress.Generation).Order());
    }

    [Fact]
    public async Task A_silo_that_is_there_is_not_added_again_and_costs_no_version()
    {
        await table.InsertRowAsync(Silo(1), Version(1));

        Assert.False(await table.InsertRowAsync(Silo(1), Version(2)));
        Assert.Equal(1, (await table.ReadAllAsync()).Version.Version);
    }

    [Fact]
    public async Task A_change_of_an_unknown_silo_is_refused_and_costs_no_version()
    {
        Assert.False(await table.UpdateRowAsync(Silo(9), "0", Version(1)));
        Assert.Equal(0, (await table.ReadAllAsync()).Version.Version);
    }

    [Fact]
    public async Task Status_and_suspicions_change_with_the_version()
    {
        var silo = Silo(1);
        Assert.True(await table.InsertRowAsync(silo, Version(1)));
        silo.Status = SiloStatus.Active;
        silo.AddSuspector(Silo(2).SiloAddress, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.True(await table.UpdateRowAsync(silo, "1", Version(2)));
        Assert.False(await table.UpdateRowAsync(silo, "1", Version(2)));

        var read = Assert.Single((await table.ReadRowAsync(silo.SiloAddress)).Members).Item1;
        Assert.Equal(SiloStatus.Active, read.Status);
        Assert.Equal(Silo(2).SiloAddress, Assert.Single(read.SuspectTimes!).Item1);
        Assert.Equal(("silo-1", "host", silo.StartTime), (read.SiloName, read.HostName, read.StartTime));
        Assert.Empty((await table.ReadRowAsync(Silo(3).SiloAddress)).Members);
    }

    [Fact]
    public async Task Frontends_find_the_gateways_of_active_silos()
    {
        var active = Silo(1);
        active.Status = SiloStatus.Active;
        await table.InsertRowAsync(active, Version(1));
        await table.InsertRowAsync(Silo(2), Version(2));
        var client = Host.CreateApplicationBuilder();
        client.UseOrleansClient(orleans => orleans.UseAdoNetClustering(options =>
        {
            options.Invariant = "Npgsql";
            options.DataSource = host.Services.GetRequiredService<Silo.Common.Storage.Database>().Writes;
        }).Configure<Orleans.Configuration.ClusterOptions>(o => (o.ClusterId, o.ServiceId) = ("orleans-backends", "orleans-backends")));
        using var frontend = client.Build();
        var gateways = frontend.Services.GetRequiredService<IGatewayListProvider>();
        await gateways.InitializeGatewayListProvider();

        Assert.Equal(30000, Assert.Single(await gateways.GetGateways()).Port);
    }

    [Fact]
    public async Task The_dead_are_forgotten_after_a_while_and_the_living_stay()
    {
        var (living, dead) = (Silo(1), Silo(2));
        living.Status = SiloStatus.Active;
        dead.Status = SiloStatus.Dead;
        await table.InsertRowAsync(living, Version(1));
        await table.InsertRowAsync(dead, Version(2));
        living.IAmAliveTime = living.IAmAliveTime.AddSeconds(5);
        await table.UpdateIAmAliveAsync(living);

        await table.CleanupDefunctSiloEntriesAsync(living.IAmAliveTime.AddDays(1));

        var left = Assert.Single((await table.ReadAllAsync()).Members).Item1;
        Assert.Equal((1, living.IAmAliveTime), (left.SiloAddress.Generation, left.IAmAliveTime));
    }

    /// <summary>The next version, and as its tag the one it was based on.</summary>
    private static TableVersion Version(int next) => new(next, $"{next - 1}");

    private static MembershipEntry Silo(int generation) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11111, generation),
        SiloName = $"silo-{generation}",
        HostName = "host",
        Status = SiloStatus.Joining,
        ProxyPort = 30000,
        StartTime = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2027, 1, 1, 0, 1, 0, DateTimeKind.Utc),
        SuspectTimes = [],
    };
}
