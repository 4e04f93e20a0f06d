using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Tests.RateLimits.Web;

/// <summary>While it is on, no limiter ever answers.</summary>
internal sealed class HungCalls : IOutgoingGrainCallFilter
{
    private readonly TaskCompletionSource never = new();

    public bool AreHung { get; set; }

    public Task Invoke(IOutgoingGrainCallContext context) =>
        AreHung && context.InterfaceMethod.DeclaringType == typeof(ILimiterGrain) ? never.Task : context.Invoke();
}
