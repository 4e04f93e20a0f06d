using System.Diagnostics;

namespace OrleansBackends.Bench.Load;

/// <summary>
/// Calls begun at a fixed rate, whatever the answers do. A latency counts from the instant at which the call was due, so a server that stalls is charged for
/// all the calls it kept from beginning.
/// </summary>
internal static class OpenLoop
{
    /// <param name="perSecond">The rate of all callers together.</param>
    /// <param name="callers">How many calls may be in flight; a call that finds none free waits, and its wait is part of its latency.</param>
    /// <param name="time">For how long calls fall due.</param>
    /// <param name="call">One call of the caller with this number.</param>
    public static async Task<Sample> Run(double perSecond, int callers, TimeSpan time, Func<int, ValueTask> call)
    {
        var begun = Stopwatch.GetTimestamp();
        var step = TimeSpan.FromSeconds(callers / perSecond);
        var parts = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => Task.Run(() => Loop(caller, begun, step * caller / callers, step, time, call))));
        return Sample.Of(parts, Stopwatch.GetElapsedTime(begun));
    }

    private static async Task<Sample> Loop(int caller, long begun, TimeSpan first, TimeSpan step, TimeSpan time, Func<int, ValueTask> call)
    {
        var latencies = new Latencies();
        var calls = 0L;
        for (var due = first; due < time; due += step)
        {
            var ahead = due - Stopwatch.GetElapsedTime(begun);
            if (ahead > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(ahead);
            }

            await call(caller);
            latencies.Add(Stopwatch.GetElapsedTime(begun) - due);
            calls++;
        }

        return new Sample(calls, Stopwatch.GetElapsedTime(begun), latencies);
    }
}
