using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.TestingHost;
using OrleansBackends.Silo.Common.Storage;
using OrleansBackends.Tests.Accounts;

namespace OrleansBackends.Tests.Common;

/// <summary>Classes marked <c>[Collection&lt;ClusterCollection&gt;]</c> share one cluster and its clock, so they run one after another.</summary>
[CollectionDefinition]
public sealed class ClusterCollection : ICollectionFixture<ClusterFixture>;

/// <summary>Two silos in this process, on one SQLite database in a temporary folder, under a clock that only tests move.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly InProcessTestCluster cluster;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));
    private readonly WriteFaults faults = new();
    private readonly ReminderSignals reminders = new();
    private readonly TemporaryFolder folder = new();
    private readonly SqliteDatabase database;

    public ClusterFixture()
    {
        database = new SqliteDatabase(folder.Path, Durability.Normal);
        Time = new TestTime(clock);
        var builder = new InProcessTestClusterBuilder();
        builder.ConfigureHost(host =>
        {
            host.Logging.SetMinimumLevel(LogLevel.Warning);
            host.Configuration.AddInMemoryCollection(SiloUnderTest.Settings);
        });
        builder.ConfigureSilo((_, silo) => Configure(silo));
        builder.ConfigureClient(client => client.AddMemoryStreams(Streams.Provider));
        cluster = builder.Build();
    }

    public IGrainFactory Grains => cluster.Client;

    public IClusterClient Client => cluster.Client;

    public TestTime Time { get; }

    /// <summary>What grains of the first silo find in their services.</summary>
    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

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

    /// <summary>Ends the activation and answers when it is gone; the next call finds what was stored.</summary>
    public Task DeactivateAsync(IAddressable grain) => cluster.DeactivateAsync(grain);

    /// <summary>
    /// Does what ends the activation that is there now, and answers when that one is gone. Whoever asks only after the act may find the next activation,
    /// which does not end.
    /// </summary>
    public async Task EndsAsync(IAddressable grain, Func<Task> act, TimeSpan? within = null)
    {
        var what = $"the end of the activation of {grain.GetGrainId()}";
        var gone = cluster.WaitForDeactivationAsync(grain);
        await act();
        await (within is { } moved ? Time.Until(gone, moved, what) : TestTime.Soon(gone, what));
    }

    /// <summary>Makes the next writes of one document fail, before the row was written or, as when an answer is lost, after.</summary>
    public void FailWrites(string stateName, string grainKey, int times = 1, bool afterWriting = false) =>
        faults.Fail(stateName, grainKey, times, afterWriting);

    /// <summary>Makes one document unreadable until the answer is disposed.</summary>
    public IDisposable RefuseReads(string stateName, string grainKey) => faults.RefuseReads(stateName, grainKey);

    /// <summary>Makes reads of one document wait in front of storage until the answer is disposed.</summary>
    public HeldWrites HoldReads(string stateName, string grainKey) => faults.HoldReads(stateName, grainKey);

    /// <summary>
    /// Makes writes of one document wait in front of storage until the answer is disposed. Those that wait already pass then; what comes after them can be
    /// made to fail before.
    /// </summary>
    public HeldWrites HoldWrites(string stateName, string grainKey) => faults.Hold(stateName, grainKey);

    /// <summary>Moves time until the grain's next reminder has fired and its handler has ended.</summary>
    public Task FireReminder(IAddressable grain, DateTimeOffset due, TimeSpan? period = null) =>
        Time.Until(reminders.Next(grain.GetGrainId()), due, $"reminder of {grain.GetGrainId()} due at {due.ToText()}", period);

    private void Configure(ISiloBuilder silo)
    {
        SiloUnderTest.Configure(silo, clock, database);
        // No silo of it dies, however long the machine keeps one from answering.
        silo.Configure<ClusterMembershipOptions>(members => members.LivenessEnabled = false);
        silo.AddIncomingGrainCallFilter(new ReminderSignalFilter(reminders));
        silo.AddIncomingGrainCallFilter(new TriggeredAddresses());
        faults.Wrap(silo.Services);
    }
}
