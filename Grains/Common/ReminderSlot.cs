namespace OrleansBackends.Grains.Common;

/// <summary>
/// The one reminder of an entity, for its next due time. Every reminder call is a database write, so an unchanged due time costs nothing.
/// Set it before the write that needs it, clear it after the write that ends it: a needless tick is harmless, a missing one is not.
/// </summary>
public sealed class ReminderSlot(IGrainBase grain, string name, TimeProvider time)
{
    /// <summary>The period is the retry: a handler that throws is called again a minute later.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private bool known;
    private DateTimeOffset? current;

    /// <summary>
    /// Takes the due time of the durable document for registered, at no cost; for grains that are activated by reads. Where a command failed between
    /// reminder and document the two differ: a tick too early puts it right, and a time that has passed is met by the check on each call.
    /// </summary>
    public void Assume(DateTimeOffset? due)
    {
        known = true;
        current = due;
    }

    /// <summary>Called first in <c>ReceiveReminder</c>: what ticks may be another time than was assumed, so the next <see cref="Set"/> registers.</summary>
    public void Ticked() => known = false;

    /// <summary>Registers <paramref name="due"/>, at once when it has passed, or unregisters when nothing is due.</summary>
    public async Task Set(DateTimeOffset? due)
    {
        if (known && current == due)
        {
            return;
        }

        // A call that fails may still have been carried out.
        known = false;
        if (due is { } at)
        {
            var wait = at - time.GetUtcNow();
            await grain.RegisterOrUpdateReminder(name, wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Retry);
        }
        else if (await grain.GetReminder(name) is { } reminder)
        {
            await grain.UnregisterReminder(reminder);
        }

        Assume(due);
    }
}
