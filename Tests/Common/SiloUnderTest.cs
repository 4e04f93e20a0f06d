using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;
using Orleans.TestingHost;
using OrleansBackends.Silo;
using OrleansBackends.Silo.Common.Storage;
using OrleansBackends.Tests.Mechanisms;

namespace OrleansBackends.Tests.Common;

/// <summary>What every silo inside the test process has in common: the registrations of a real one, and a clock that only tests move.</summary>
internal static class SiloUnderTest
{
    /// <summary>Few enough to be passed by a test.</summary>
    public const int LiveRankings = 2_000;

    /// <summary>What waits to be sent is claimed by tests alone.</summary>
    public static Dictionary<string, string?> Settings { get; } = new()
    {
        ["Secrets:MasterKey"] = Convert.ToBase64String(new byte[32]),
        ["Notifications:Sending:Enabled"] = "false",
        ["Polls:LiveRankings"] = $"{LiveRankings}",
    };

    public static void Configure(ISiloBuilder silo, FakeTimeProvider clock, SqliteDatabase database)
    {
        // Grain timers and reminders follow the clock of the test; membership and messaging need real time.
        silo.Services.AddSingleton<TimeProvider>(clock);
        silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        silo.Services.AddSingleton<Database>(database).AddGrainServices().AddSlices();
        silo.Services.AddSweep(DebtGrain.StateName, DebtGrain.View, "testdebt");
        silo.UseDatabase();
    }
}
