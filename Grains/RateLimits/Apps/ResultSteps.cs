namespace OrleansBackends.Grains.RateLimits.Apps;

internal static class ResultSteps
{
    /// <summary>The next decision, made only where the one before was no refusal.</summary>
    public static Result<TOut> Then<T, TOut>(this Result<T> result, Func<T, Result<TOut>> next) => result.Match(next, error => error);
}
