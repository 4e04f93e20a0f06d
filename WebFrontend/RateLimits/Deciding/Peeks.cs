using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>Questions that take nothing, so nothing is undone and nothing is known from them later.</summary>
internal sealed class Peeks(LimiterCalls calls, TimeProvider time, IOptions<RateLimitOptions> options)
{
    private readonly TimeSpan budget = TimeSpan.FromMilliseconds(options.Value.BudgetMs);

    public async Task<Result<Done>> PeekAsync(LimitUse use)
    {
        var deadline = new Deadline(time, budget);
        foreach (var group in use.Units.GroupBy(LimiterCalls.KeyOf))
        {
            UnitUse[] units = [.. group];
            Result<TakeAnswer> answer;
            try
            {
                answer = await deadline.Within(calls.Of(group.Key).Peek([.. units.Select(u => new LimitCheck(u.Policy, u.Cost))]));
            }
            catch (TimeoutException)
            {
                return LimitErrors.CapacityReduced;
            }

            if (!answer.IsOk)
            {
                return answer.Error;
            }

            for (var i = 0; i < units.Length; i++)
            {
                var said = answer.Value.Answers[i];
                (units[i].Decision, units[i].Limit, units[i].Mode) = (said.Decision with { Policy = units[i].Policy.Name }, said.Limit, said.Mode);
            }
        }

        return use.Units.Any(u => u.Violates) ? use.Refusal : Done.Ok;
    }
}
