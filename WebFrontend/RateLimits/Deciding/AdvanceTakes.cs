using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Units of a hot key: one request at a time asks for what many will spend, the others wait for its answer.</summary>
internal sealed class AdvanceTakes(LimiterCalls calls, LeaseTable leases, FrontendName frontend)
{
    private const int Turns = 4;

    /// <summary>Null where too few units came for all who waited: then the limiter is asked for this one alone.</summary>
    public async Task<Result<Done>?> TakeAsync(LimitUse use, UnitUse unit, Deadline deadline)
    {
        for (var i = 0; i < Turns; i++)
        {
            using var turn = leases.Join(unit, frontend.Value, out var others);
            if (turn is not null)
            {
                return await Ask(unit, turn.Request, deadline) is { } refused ? refused : unit.Violates ? use.Refusal : Done.Ok;
            }

            await deadline.Within(others!);
            if (leases.Decide(use) is { } allowed)
            {
                return allowed ? Done.Ok : use.Refusal;
            }
        }

        return null;
    }

    /// <summary>Asks for units before somebody has to wait for them.</summary>
    public async Task AskAheadAsync(UnitUse unit, Deadline deadline)
    {
        var none = new UnitUse(unit.Terms, unit.Subject, cost: 0);
        using var turn = leases.Join(none, frontend.Value, out _);
        if (turn is not null)
        {
            await Ask(none, turn.Request, deadline);
        }
    }

    private async Task<Error?> Ask(UnitUse unit, LeaseRequest request, Deadline deadline)
    {
        // What is granted may be spent for a while from now on, whenever the answer comes.
        var before = leases.Now;
        var asking = calls.Of(unit).Lease(request);
        Result<LeaseGrant> answer;
        try
        {
            answer = await deadline.Within(asking);
        }
        catch (TimeoutException fault)
        {
            throw new LateAnswerException(fault, passed => Settle(unit, asking, before, passed));
        }

        if (!answer.IsOk)
        {
            return answer.Error;
        }

        var grant = answer.Value;
        unit.Decision = grant.Decision with { Policy = unit.Policy.Name };
        if (grant.Units > 0)
        {
            unit.TakenFrom = Grant(unit, grant, before, spent: unit.Cost);
        }
        else if (!grant.Decision.Allowed)
        {
            leases.Deny(unit);
        }
        else if (unit.Cost > 0)
        {
            (unit.TakenFrom, unit.TakenAt) = (TakenUnits.Direct, grant.At);
        }

        return null;
    }

    /// <summary>Units that came too late for the request that asked for them serve those after it.</summary>
    private async Task Settle(UnitUse unit, Task<Result<LeaseGrant>> asking, long before, bool passed)
    {
        if (await asking is { IsOk: true, Value: var grant })
        {
            if (grant.Units > 0)
            {
                Grant(unit, grant, before, spent: passed ? unit.Cost : 0);
            }
            else if (grant.Decision.Allowed && unit.Cost > 0 && !passed)
            {
                calls.GiveBack(unit, grant.At);
            }
        }
    }

    private Lease Grant(UnitUse unit, LeaseGrant grant, long before, long spent)
    {
        var lease = new Lease(grant with { Decision = grant.Decision with { Policy = unit.Policy.Name } }, before + grant.ValidNs, spent);
        leases.Grant(unit, lease);
        return lease;
    }
}
