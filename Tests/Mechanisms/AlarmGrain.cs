using System.Collections.Concurrent;

namespace OrleansBackends.Tests.Mechanisms;

public sealed record AlarmState
{
    public int SchemaVersion { get; init; } = 1;

    public DateTimeOffset? Due { get; init; }

    public int Rung { get; init; }
}

[GrainInterfaceType("testalarm"), Alias("tests.i-alarm")]
public interface IAlarmGrain : IGrainWithStringKey
{
    [Alias("Set")]
    Task Set(DateTimeOffset? due);

    /// <summary>Registers and crashes before the document knows.</summary>
    [Alias("SetAndCrash")]
    Task SetAndCrash(DateTimeOffset due);

    [Alias("Show")]
    Task<(DateTimeOffset? Due, int Rung, bool Registered)> Show();
}

/// <summary>Rings once when its time has come.</summary>
[GrainType("testalarm")]
internal sealed class AlarmGrain : Grain, IAlarmGrain, IRemindable
{
    private readonly Document<AlarmState> document;
    private readonly ReminderSlot slot;
    private readonly TimeProvider time;

    public AlarmGrain([PersistentState("tests.alarm")] IPersistentState<AlarmState> storage, TimeProvider time)
    {
        this.time = time;
        document = new Document<AlarmState>(this, storage);
        slot = new ReminderSlot(this, "ring", time);
    }

    /// <summary>How often the handler of a grain still throws, by key.</summary>
    public static ConcurrentDictionary<string, int> Throws { get; } = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        slot.Assume(document.Current.Due);
        return Task.CompletedTask;
    }

    public async Task Set(DateTimeOffset? due)
    {
        if (due is not null)
        {
            await slot.Set(due);
        }

        await document.Commit(document.Current with { Due = due });
        await slot.Set(due);
    }

    public async Task SetAndCrash(DateTimeOffset due)
    {
        await slot.Set(due);
        DeactivateOnIdle();
    }

    public async Task<(DateTimeOffset? Due, int Rung, bool Registered)> Show() =>
        (document.Current.Due, document.Current.Rung, await this.GetReminder("ring") is not null);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        slot.Ticked();
        if (Throws.AddOrUpdate(this.GetPrimaryKeyString(), 0, (_, left) => left - 1) > 0)
        {
            throw new InvalidOperationException("The test lets this tick fail.");
        }

        if (document.Current.Due <= time.Now())
        {
            await document.Commit(document.Current with { Due = null, Rung = document.Current.Rung + 1 });
        }

        await slot.Set(document.Current.Due);
    }
}
