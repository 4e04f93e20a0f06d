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

    public async Task Set(DateTimeOffset? due)
    {
        if (known && current == due)
        {
            return;
        }

        if (due is { } at)
        {
            var wait = at - time.GetUtcNow();
            await grain.RegisterOrUpdateReminder(name, wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Retry);
        }
        else if (await grain.GetReminder(name) is { } reminder)
        {
            await grain.UnregisterReminder(reminder);
        }

        known = true;
        current = due;
    }
}
