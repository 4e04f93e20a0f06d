using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>
/// Writes a limiter's document behind its decisions: within a second of the first change that must outlive a crash, or at once when a hundredth of a
/// limit is unsaved. A failed write is tried again each second; only a write of another activation ends this one.
/// </summary>
internal sealed partial class LimiterStore(
    IGrainBase grain, IPersistentState<LimiterState> storage, Func<bool, LimiterState?> snapshot, ILogger<LimiterStore> logger)
{
    /// <summary>One part of the limit may be unsaved.</summary>
    public const int Parts = 100;

    private static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private IGrainTimer? timer;
    private Task running = Task.CompletedTask;
    private bool due;
    private bool failing;
    private bool lost;

    public void SaveSoon(bool now)
    {
        if (!due || now)
        {
            due = true;
            Arm(now ? TimeSpan.Zero : Behind);
        }
    }

    /// <summary>Whether everything is durable; false where storage cannot be reached.</summary>
    public async Task<bool> SaveNow(TimeProvider time)
    {
        try
        {
            await Task.WhenAny(running).WaitAsync(Patience, time);
            running = Write(ending: false);
            await running.WaitAsync(Patience, time);
            return true;
        }
        catch (Exception fault) when (fault is not InconsistentStateException)
        {
            Failed(fault);
            return false;
        }
    }

    /// <summary>What is in force when the grain ends in order; after a failure nobody knows what is stored, and the next activation reads it.</summary>
    public async Task SaveLast()
    {
        if (!lost)
        {
            await Task.WhenAny(running);
            await Write(ending: true);
        }
    }

    private void Arm(TimeSpan after)
    {
        // Interleaved: decisions go on while storage is slow or away.
        timer ??= grain.RegisterGrainTimer(
            static (store, _) => store.Tick(), this,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private async Task Tick()
    {
        if (!running.IsCompleted)
        {
            Arm(Behind);
            return;
        }

        due = false;
        try
        {
            running = Write(ending: false);
            await running;
            failing = false;
        }
        catch (Exception fault) when (fault is not InconsistentStateException)
        {
            Failed(fault);
        }
    }

    private async Task Write(bool ending)
    {
        try
        {
            if (snapshot(ending) is { } next)
            {
                storage.State = next;
                await storage.WriteStateAsync();
            }
            else if (storage.RecordExists)
            {
                await storage.ClearStateAsync();
            }
        }
        catch (Exception fault) when (fault is InconsistentStateException)
        {
            lost = true;
            grain.DeactivateOnIdle();
            throw;
        }
    }

    private void Failed(Exception fault)
    {
        if (!failing)
        {
            LogNotSaved(logger, fault, grain.GrainContext.GrainId);
        }

        (failing, due) = (true, true);
        Arm(Retry);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counters of {Grain} could not be saved; decisions go on in memory, and saving is tried again.")]
    private static partial void LogNotSaved(ILogger logger, Exception fault, GrainId grain);
}
