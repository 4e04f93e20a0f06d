using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Grains.Accounts;

/// <summary>
/// Five failures are free, or ten of a known device; before the n-th further attempt one waits 2^(n−1) seconds, at most 15 minutes. The count halves with each hour
/// without attempts. A failure is charged before the check, so parallel guesses share one budget.
/// </summary>
internal sealed record AttemptGuard
{
    public const int Free = 5;

    /// <summary>For a device that the owner is known by.</summary>
    public const int FreeForDevice = 10;

    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>From here on the guard is worth a write: a restart must not forget it.</summary>
    public static readonly TimeSpan WorthKeeping = TimeSpan.FromMinutes(1);

    public int Failures { get; init; }

    public DateTimeOffset LastFailure { get; init; }

    public DateTimeOffset? WaitUntil { get; init; }

    public Result<AttemptGuard> Charge(DateTimeOffset now, int free = Free)
    {
        if (WaitUntil > now)
        {
            return AccountErrors.TooManyAttempts(WaitUntil.Value - now);
        }

        var failures = Remaining(now) + 1;
        return new AttemptGuard { Failures = failures, LastFailure = now, WaitUntil = failures < free ? null : now + Wait(failures - free) };
    }

    public AttemptGuard TakeBack() => Failures == 0 ? this : new AttemptGuard { Failures = Failures - 1, LastFailure = LastFailure };

    public ChargedAttempts Show(DateTimeOffset now) => new(Remaining(now), WaitUntil > now ? WaitUntil : null);

    public bool IsWorthKeeping => WaitUntil - LastFailure >= WorthKeeping;

    private int Remaining(DateTimeOffset now) => Failures >> (int)Math.Clamp((now - LastFailure).TotalHours, 0, 30);

    private static TimeSpan Wait(int beyond)
    {
        var seconds = 1L << Math.Min(beyond, 20);
        return seconds < LongestWait.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestWait;
    }
}
