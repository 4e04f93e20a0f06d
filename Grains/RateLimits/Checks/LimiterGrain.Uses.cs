using OrleansBackends.Grains.Interfaces.RateLimits;
using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>Uses under policies of concurrency.</summary>
internal sealed partial class LimiterGrain
{
    private string SubjectHash => RateLimitKey.SubjectHashOf(this.GetPrimaryKeyString());

    public async Task<Result<AcquireAnswer>> Acquire(LimitPolicy policy, TimeSpan timeToLive)
    {
        if (policy.Algorithm != LimitAlgorithm.Concurrency)
        {
            return RateLimitErrors.NotConcurrency;
        }

        var (use, decision) = uses.Acquire(policy, LimitTime.Of(timeToLive), clock.Now);
        if (use is null)
        {
            subject.Denials.Add(new Denial(clock.Now, policy.Name, 1, decision.RetryAfter));
            return new AcquireAnswer(null, default, decision);
        }

        if (!await Hold(timeToLive))
        {
            uses.Release(use.Id);
            return LimitErrors.CapacityReduced;
        }

        return Show(use, decision);
    }

    public async Task<Result<AcquireAnswer>> Renew(string leaseId, TimeSpan timeToLive)
    {
        if (Own(leaseId) is not { } id || uses.Renew(id, LimitTime.Of(timeToLive), clock.Now) is not { } use)
        {
            return RateLimitErrors.LeaseExpired;
        }

        return await Hold(timeToLive) ? Show(use, uses.Look(use.Policy, clock.Now, taking: 0)) : LimitErrors.CapacityReduced;
    }

    public Task Release(string leaseId)
    {
        if (Own(leaseId) is { } id && uses.Release(id) is not null && storage.RecordExists)
        {
            store.SaveSoon(now: false);
        }

        return Task.CompletedTask;
    }

    /// <summary>A use that is to outlive its silo is durable before anybody hears of it.</summary>
    private async Task<bool> Hold(TimeSpan timeToLive)
    {
        KeepFor(LimitTime.Of(timeToLive));
        return LimitTime.Of(timeToLive) < Minute || await store.SaveNow(time);
    }

    private AcquireAnswer Show(Use use, LimitDecision decision) => new(SubjectHash + use.Id, LimitTime.ToInstant(use.ExpiresAt), decision);

    private string? Own(string leaseId) => leaseId.StartsWith(SubjectHash, StringComparison.Ordinal) ? leaseId[SubjectHash.Length..] : null;
}
