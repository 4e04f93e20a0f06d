using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>
/// Takes units from the limiters themselves: one subject in one call, several in ascending order of their keys, so that nobody waits for one who
/// waits for him. What was taken goes back when another refuses or does not answer.
/// </summary>
internal sealed class DirectTakes(LimiterCalls calls, LeaseTable leases, HeldUses held)
{
    public async Task<Result<Done>> TakeAsync(LimitUse use, Deadline deadline)
    {
        var taken = new List<Group>();
        try
        {
            foreach (var group in GroupsOf(use))
            {
                var refused = await Take(group, use, deadline);
                if (refused is not null)
                {
                    Undo(taken, use.CheckId);
                    return refused;
                }

                taken.Add(group);
            }

            return Done.Ok;
        }
        catch
        {
            Undo(taken, use.CheckId);
            throw;
        }
    }

    /// <summary>Shadow policies come last, since they only watch what the others allow; uses that go on come after what is spent.</summary>
    private static IEnumerable<Group> GroupsOf(LimitUse use) =>
        use.Units is [var only]
            ? [new Group(LimiterCalls.KeyOf(only), only.Policy.Algorithm == LimitAlgorithm.Concurrency, true, use.Units)]
            : use.Units
                .Select(unit => (Unit: unit, Key: LimiterCalls.KeyOf(unit), Goes: unit.Policy.Algorithm == LimitAlgorithm.Concurrency, First: unit.IsEnforced))
                .GroupBy(u => (u.First, u.Goes, u.Key))
                .OrderByDescending(g => g.Key.First).ThenBy(g => g.Key.Goes).ThenBy(g => g.Key.Key, StringComparer.Ordinal)
                .Select(g => new Group(g.Key.Key, g.Key.Goes, g.Key.First, [.. g.Select(u => u.Unit)]));

    private async Task<Error?> Take(Group group, LimitUse use, Deadline deadline)
    {
        if (group.GoesOn)
        {
            return await Begin(group, use, deadline);
        }

        LimitCheck[] checks = [.. group.Units.Select(u => new LimitCheck(u.Policy, u.Cost))];
        var checkId = group.Enforced ? use.CheckId : null;
        var taking = calls.Of(group.Key).Take(checks, checkId);
        Result<TakeAnswer> answer;
        try
        {
            answer = await deadline.Within(taking);
        }
        catch (TimeoutException fault) when (checkId is null)
        {
            throw new LateAnswerException(fault, passed => Settle(group, taking, passed));
        }

        if (!answer.IsOk)
        {
            return answer.Error;
        }

        for (var i = 0; i < checks.Length; i++)
        {
            Note(group.Units[i], answer.Value.Answers[i], answer.Value, isFirst: checkId is null);
        }

        return answer.Value.Allowed || !group.Enforced ? null : use.Refusal;
    }

    /// <summary>Units that came too late go back, unless the request was let through without them. A named check keeps them for its repetition.</summary>
    private async Task Settle(Group group, Task<Result<TakeAnswer>> taking, bool passed)
    {
        if (await taking is { IsOk: true, Value: { Allowed: true } taken } && !passed)
        {
            foreach (var (unit, said) in group.Units.Zip(taken.Answers))
            {
                if (unit.Cost > 0 && said is { Decision.Allowed: true, Mode: not LimitMode.Off })
                {
                    calls.GiveBack(unit, taken.At);
                }
            }
        }
    }

    private async Task<Error?> Begin(Group group, LimitUse use, Deadline deadline)
    {
        foreach (var unit in group.Units)
        {
            if (await held.BeginAsync(unit, deadline) is { } refused)
            {
                return refused;
            }

            if (unit.Violates)
            {
                group.Units.ToList().ForEach(held.End);
                return use.Refusal;
            }
        }

        return null;
    }

    private void Note(UnitUse unit, CheckAnswer said, TakeAnswer whole, bool isFirst)
    {
        (unit.Decision, unit.Limit, unit.Mode) = (said.Decision with { Policy = unit.Policy.Name }, said.Limit, said.Mode);
        if (unit.Decision.Allowed)
        {
            unit.TakenFrom = whole.Allowed && unit.Cost > 0 ? TakenUnits.Direct : null;
            unit.TakenAt = whole.At;
        }
        else if (isFirst && unit.Cost > 0)
        {
            leases.Deny(unit);
        }
    }

    private void Undo(List<Group> groups, string? checkId)
    {
        foreach (var group in groups)
        {
            if (checkId is not null && group is { Enforced: true, GoesOn: false })
            {
                calls.Send(calls.Of(group.Key).Undo(checkId));
                continue;
            }

            foreach (var unit in group.Units)
            {
                held.End(unit);
                if (unit.TakenFrom == TakenUnits.Direct)
                {
                    calls.GiveBack(unit, unit.TakenAt);
                    unit.TakenFrom = null;
                }
            }
        }
    }

    private sealed record Group(string Key, bool GoesOn, bool Enforced, IReadOnlyList<UnitUse> Units);
}
