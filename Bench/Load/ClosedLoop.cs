using System.Diagnostics;

namespace OrleansBackends.Bench.Load;

/// <summary>Callers that each make the next call when the last was answered. A failed call ends the run: it must not count as a fast one.</summary>
internal static class ClosedLoop
{
    /// <param name="callers">How many calls are in flight.</param>
    /// <param name="time">For how long new calls are begun.</param>
    /// <param name="call">One call of the caller with this number.</param>
    public static async Task<Sample> Run(int callers, TimeSpan time, Func<int, ValueTask> call)
    {
        var begun = Stopwatch.GetTimestamp();
        var parts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => Loop(caller, begun, time, call))));
        return Sample.Of(parts, Stopwatch.GetElapsedTime(begun));
    }

    private static async Task<Sample> Loop(int caller, long begun, TimeSpan time, Func<int, ValueTask> call)
    {
        var latencies = new Latencies();
        var calls = 0L;
        var before = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun, before) < time)
        {
            await call(caller);
            var after = Stopwatch.GetTimestamp();
            latencies.Add(Stopwatch.GetElapsedTime(before, after));
            before = after;
            calls++;
        }

        return new Sample(calls, Stopwatch.GetElapsedTime(begun), latencies);
    }
}
