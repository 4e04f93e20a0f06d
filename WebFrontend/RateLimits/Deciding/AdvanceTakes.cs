using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Units of a hot key: one request at a time asks for what many will spend, the others wait for its answer.</summary>
internal sealed class AdvanceTakes(LimiterCalls calls, LeaseTable leases, FrontendName frontend)
{
    private const int Turns = 4;

    /// <summary>Null where too few units came for all who waited: then the limiter is asked for this one alone.</summary>
    public async Task<Result<Done>?> TakeAsync(LimitUse use, UnitUse unit, Deadline deadline)
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (leases.Join(unit, frontend.Value, answered.Task, out var request) is { } others)
            {
                await deadline.Within(others);
                if (leases.Decide(use, again: true) is { } allowed)
                {
                    return allowed ? Done.Ok : use.Refusal;
                }

                continue;
            }

            try
            {
                return await Ask(use, unit, request!, deadline);
            }
            finally
            {
                leases.Leave(unit);
                answered.SetResult();
            }
        }

        return null;
    }

    private async Task<Result<Done>> Ask(LimitUse use, UnitUse unit, LeaseRequest request, Deadline deadline)
    {
        // What is granted may be spent for a while from now on, whenever the answer comes.
        var before = leases.Now;
        var answer = await deadline.Within(calls.Of(unit).Lease(request));
        if (!answer.IsOk)
        {
            return answer.Error;
        }

        var grant = answer.Value with { Decision = answer.Value.Decision with { Policy = unit.Policy.Name } };
        unit.Decision = grant.Decision;
        if (grant.Units > 0)
        {
            var lease = new Lease(grant, before + grant.ValidNs, spent: unit.Cost);
            leases.Grant(unit, lease);
            unit.TakenFrom = lease;
        }
        else if (grant.Decision.Allowed)
        {
            (unit.TakenFrom, unit.TakenAt) = (TakenUnits.Direct, grant.At);
        }
        else
        {
            leases.Deny(unit);
        }

        return unit.Violates ? use.Refusal : Done.Ok;
    }
}
