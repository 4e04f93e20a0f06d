using System.Security.Cryptography;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>What a dispatch finds in its silo.</summary>
internal sealed class DispatchServices(IJournal journal, DispatchLog log, LogAge age, SenderBell bell, ISiloStatusOracle silos, TimeProvider time)
{
    private const int Steps = 1 << 30;

    public IJournal Journal => journal;

    public DispatchLog Log => log;

    public LogAge Age => age;

    public SenderBell Bell => bell;

    public TimeProvider Time => time;

    public SiloAddress Here => silos.SiloAddress;

    public bool IsDead(SiloAddress? silo) => silo is not null && silos.IsDeadSilo(silo);

    /// <summary>From 0 to below 1.</summary>
    public Func<double> Jitter { get; init; } = static () => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
