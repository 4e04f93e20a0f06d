using System.Security.Cryptography;

namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>What a dispatch finds in its silo.</summary>
internal sealed class DispatchServices(IJournal journal, DispatchLog log, SenderBell bell, TimeProvider time)
{
    private const int Steps = 1 << 30;

    public IJournal Journal => journal;

    public DispatchLog Log => log;

    public SenderBell Bell => bell;

    public TimeProvider Time => time;

    /// <summary>From 0 to below 1.</summary>
    public Func<double> Jitter { get; init; } = static () => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
