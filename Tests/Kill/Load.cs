using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace OrleansBackends.Tests.Kill;

/// <summary>One call as its caller saw it; times count from the start of the load. <paramref name="Code"/> is what the call was about.</summary>
internal sealed record Call(TimeSpan Begun, TimeSpan Ended, HttpStatusCode Status, string? ContentType, string? Code)
{
    public TimeSpan Took => Ended - Begun;

    public override string ToString() => $"{Status} for {Code}, begun at {Begun.TotalSeconds:0.00} s, took {Took.TotalSeconds:0.00} s";
}

/// <summary>Callers that each make the next call a moment after the last was answered, until the load is stopped; every call is kept.</summary>
internal sealed class Load
{
    /// <summary>Leaves the silos time for their probes: on two cores a machine at its limit takes live processes for dead.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly ConcurrentBag<Call> calls = [];
    private readonly Task running;
    private volatile bool stopping;

    /// <param name="callers">How many calls are in flight.</param>
    /// <param name="call">Makes one call of the caller with this number, and answers with the code that the call was about.</param>
    public Load(int callers, Func<int, Task<(HttpResponseMessage Response, string? Code)>> call) =>
        running = Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => Loop(caller, call))));

    public TimeSpan Now => Stopwatch.GetElapsedTime(begun);

    /// <summary>Answers when so many more calls have ended as <paramref name="which"/> says.</summary>
    public Task Reaches(int more, Func<Call, bool> which)
    {
        var already = calls.Count(which);
        return TestTime.Eventually(() => Task.FromResult(calls.Count(which) >= already + more), $"{more} more calls of the load");
    }

    /// <summary>Goes on for <paramref name="time"/>, then lets every call end.</summary>
    public async Task<IReadOnlyCollection<Call>> StopAfter(TimeSpan time)
    {
        await Task.Delay(time);
        stopping = true;
        await running;
        return calls;
    }

    private async Task Loop(int caller, Func<int, Task<(HttpResponseMessage Response, string? Code)>> call)
    {
        while (!stopping)
        {
            var before = Now;
            var (response, code) = await call(caller);
            using (response)
            {
                calls.Add(new Call(before, Now, response.StatusCode, response.Content.Headers.ContentType?.MediaType, code));
            }

            await Task.Delay(Pause);
        }
    }
}
