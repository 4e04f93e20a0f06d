namespace OrleansBackends.Bench.Load;

/// <summary>One of the two things that a pair compares.</summary>
internal sealed record Side(string Name, Func<TimeSpan, Task<Sample>> Run)
{
    public static Side Closed(string name, int callers, Func<int, ValueTask> call) => new(name, time => ClosedLoop.Run(callers, time, call));

    public static Side Open(string name, double perSecond, int callers, Func<int, ValueTask> call) =>
        new(name, time => OpenLoop.Run(perSecond, callers, time, call));
}
