namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>The time that one decision may take, all its calls together.</summary>
internal readonly struct Deadline(TimeProvider time, TimeSpan budget)
{
    private readonly long start = time.GetTimestamp();

    /// <exception cref="TimeoutException">The budget is used up; what is on its way goes on.</exception>
    public Task<T> Within<T>(Task<T> call)
    {
        if (call.IsCompleted)
        {
            return call;
        }

        var left = budget - time.GetElapsedTime(start);
        return left > TimeSpan.Zero ? call.WaitAsync(left, time) : Task.FromException<T>(new TimeoutException("The limiter did not answer within its budget."));
    }

    public Task Within(Task call)
    {
        var left = budget - time.GetElapsedTime(start);
        return call.IsCompleted ? call : call.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
    }
}
