namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>The limiter did not answer within the budget; its answer may still come, and with it units.</summary>
/// <param name="fault">The end of the budget.</param>
/// <param name="settle">Waits for the answer and keeps or gives back what nobody was let through for; true says that the request was let through.</param>
internal sealed class LateAnswerException(TimeoutException fault, Func<bool, Task> settle) : TimeoutException(fault.Message, fault)
{
    public Task Settle(bool passed) => settle(passed);
}
