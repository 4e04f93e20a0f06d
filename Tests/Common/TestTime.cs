using Microsoft.Extensions.Time.Testing;

namespace OrleansBackends.Tests.Common;

/// <summary>
/// The one driver of time. It holds the only pause of the suite: a timer that has fired is armed again by code on other threads. A machine that is busy
/// with other things arms it late; what has not fired within its time is therefore given that time once more, slowly.
/// </summary>
public sealed class TestTime(FakeTimeProvider clock)
{
    /// <summary>For what must come at all: no test is faster for it, and no machine so slow.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Reminders due later than this are not in a silo's memory.</summary>
    private static readonly TimeSpan ReminderWindow = TimeSpan.FromMinutes(10);

    public DateTimeOffset Now => clock.Now();

    public TimeProvider Provider => clock;

    /// <summary>For rules that compare times; to let something fire, name it in <see cref="Until(Task, DateTimeOffset, string, TimeSpan?)"/>.</summary>
    public void Advance(TimeSpan by) => clock.Advance(by);

    /// <summary>Moves time in ten steps, or in minutes, until <paramref name="signal"/> completes.</summary>
    public async Task Until(Task signal, TimeSpan within, string what)
    {
        await Move(within, () => Task.FromResult(signal.IsCompleted), pause => Task.WhenAny(signal, Task.Delay(pause)));
        await Soon(signal, what);
    }

    /// <summary>
    /// The same for something due at a time: jumps near it, then goes on up to ten minutes beyond. With a <paramref name="period"/> it is due again after
    /// that, if the machine was too busy to arm it.
    /// </summary>
    public async Task Until(Task signal, DateTimeOffset due, string what, TimeSpan? period = null)
    {
        foreach (var at in period is { } next ? [due, due + next] : (DateTimeOffset[])[due])
        {
            var near = at - ReminderWindow;
            if (!signal.IsCompleted && near > clock.GetUtcNow())
            {
                clock.SetUtcNow(near);
            }

            await Move(at + ReminderWindow - clock.GetUtcNow(), () => Task.FromResult(signal.IsCompleted), pause => Task.WhenAny(signal, Task.Delay(pause)));
        }

        await Soon(signal, what);
    }

    /// <summary>Moves time until <paramref name="holds"/> answers true.</summary>
    public async Task Until(Func<Task<bool>> holds, TimeSpan within, string what)
    {
        await Move(within, holds, Task.Delay);
        await Eventually(holds, what);
    }

    /// <summary>Asks until the answer is true, for what happens by itself and gives no signal.</summary>
    public static Task Eventually(Func<Task<bool>> holds, string what, TimeSpan? within = null) => Eventually(holds, () => what, within);

    /// <summary>The same, with words that tell how far it came.</summary>
    public static async Task Eventually(Func<Task<bool>> holds, Func<string> what, TimeSpan? within = null)
    {
        for (var end = DateTime.UtcNow + (within ?? Deadline); !await holds(); await Task.Delay(Pause))
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"Did not happen: {what()}.");
            }
        }
    }

    /// <summary>Waits for something that needs no time but that of the machine.</summary>
    public static async Task Soon(Task signal, string what)
    {
        try
        {
            await signal.WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Did not happen: {what}.");
        }
    }

    private async Task Move(TimeSpan within, Func<Task<bool>> holds, Func<TimeSpan, Task> wait)
    {
        var step = within / 10 < LongestStep ? within / 10 : LongestStep;
        foreach (var pause in (TimeSpan[])[Pause, LongPause])
        {
            var end = DateTime.UtcNow + Deadline;
            for (var moved = TimeSpan.Zero; moved < within && DateTime.UtcNow < end && !await holds(); moved += step)
            {
                clock.Advance(step);
                await wait(pause);
            }
        }
    }
}
