namespace OrleansBackends.Grains.Notifications.Dispatch;

/// <summary>
/// The reminder that stands while anything is open. Interleaving callers share its registration, and it is never removed between a caller's
/// question and the entry that rests on it.
/// </summary>
internal sealed class OpenReminder(IGrainBase grain, string name, TimeProvider time)
{
    private readonly ReminderSlot slot = new(grain, name, time);
    private Task last = Task.CompletedTask;
    private bool stands;

    public Task Ensure()
    {
        if (!stands || last.IsFaulted)
        {
            stands = true;
            last = Then(() => slot.Set(time.GetUtcNow() + ReminderSlot.Retry));
        }

        return last;
    }

    public Task Clear()
    {
        stands = false;
        slot.Ticked();
        return last = Then(() => slot.Set(null));
    }

    private async Task Then(Func<Task> step)
    {
        // Whoever asked for the step before knows how it ended.
        await Task.WhenAny(last);
        await step();
    }
}
