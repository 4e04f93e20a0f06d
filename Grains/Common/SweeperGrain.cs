using Microsoft.Extensions.Logging;

namespace OrleansBackends.Grains.Common;

/// <summary>Looks for grains that still owe something after a crash and wakes their outboxes.</summary>
[GrainInterfaceType("sweeper"), Alias("common.i-sweeper")]
internal interface ISweeperGrain : IGrainWithStringKey
{
    /// <summary>Makes sure that it looks from now on, also after its silo is gone.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Does nothing: whoever calls finds it active, and looking.</summary>
    [Alias("Ping")]
    Task Ping();
}

[GrainType("sweeper")]
internal sealed partial class SweeperGrain(IEnumerable<ISweepSource> sources, TimeProvider time, ILogger<SweeperGrain> logger)
    : Grain, ISweeperGrain, IRemindable
{
    /// <summary>How often it looks, and how long something is owed before it counts as left over.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>After an activation: a crash may have left something.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Grains woken in one look, per source; the next look goes on after them, so those that can never deliver hide no others.</summary>
    public const int PerLook = 512;

    /// <summary>A grain that does not answer in this time keeps the others waiting no longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Reminder = "sweep";
    private const int AtOnce = 32;

    /// <summary>The sources looked at here, and the key after which the next look begins.</summary>
    private readonly Dictionary<ISweepSource, string> own = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources.Where(source => SweeperKey.Of(source) == this.GetPrimaryKeyString()))
        {
            own.Add(source, "");
        }

        this.RegisterGrainTimer(
            static (sweeper, ending) => sweeper.Look(ending), this, new GrainTimerCreationOptions(Soon, Period) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task Start() => this.RegisterOrUpdateReminder(Reminder, ReminderSlot.Retry, ReminderSlot.Retry);

    public Task Ping() => Task.CompletedTask;

    // The tick has activated the grain, and with it the timer: that is all it is for.
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task Look(CancellationToken ending)
    {
        foreach (var (source, after) in own.ToList())
        {
            try
            {
                var leftovers = await source.Leftovers(time.Now() - Period, after, PerLook, ending);
                own[source] = leftovers.Count < PerLook ? "" : leftovers[^1].Key.ToString()!;
                foreach (var some in leftovers.Chunk(AtOnce))
                {
                    await Task.WhenAll(some.Select(grain => Wake(grain, ending)));
                }
            }
            catch (Exception fault) when (!ending.IsCancellationRequested)
            {
                // One slice's view must not keep the others from being swept.
                LogNotSwept(logger, fault, source.StateName);
            }
        }
    }

    private async Task Wake(GrainId grain, CancellationToken ending)
    {
        try
        {
            await GrainFactory.GetGrain<IOutboxGrain>(grain).DeliverOutbox().WaitAsync(Patience, ending);
        }
        catch (Exception fault) when (!ending.IsCancellationRequested)
        {
            LogNotWoken(logger, fault, grain);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {StateName} left over could not be read; the next look tries again.")]
    private static partial void LogNotSwept(ILogger logger, Exception fault, string stateName);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain} could not be woken; the next look tries again.")]
    private static partial void LogNotWoken(ILogger logger, Exception fault, GrainId grain);
}
