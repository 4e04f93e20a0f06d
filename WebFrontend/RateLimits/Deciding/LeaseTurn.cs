using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>The turn to ask for units of a key in advance; others wait for its end.</summary>
internal sealed class LeaseTurn(LeaseTable leases, UnitUse unit, LeaseRequest request) : IDisposable
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LeaseRequest Request => request;

    public Task Ended => ended.Task;

    public void Dispose()
    {
        leases.Leave(unit);
        ended.SetResult();
    }
}
