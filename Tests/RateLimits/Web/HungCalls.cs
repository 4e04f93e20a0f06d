using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>Keeps the frontend from hearing its limiters.</summary>
internal sealed class HungCalls : IOutgoingGrainCallFilter
{
    private readonly TaskCompletionSource never = new();

    /// <summary>While it is on, no limiter is asked or ever answers.</summary>
    public bool AreHung { get; set; }

    /// <summary>Limiters decide, and their answers come after it.</summary>
    public Task AnsweredAfter { get; set; } = Task.CompletedTask;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType == typeof(ILimiterGrain))
        {
            await (AreHung ? never.Task : Task.CompletedTask);
            var after = AnsweredAfter;
            await context.Invoke();
            await after;
            return;
        }

        await context.Invoke();
    }
}
