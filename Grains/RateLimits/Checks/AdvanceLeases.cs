using OrleansBackends.Grains.Interfaces.RateLimits.Checks;

namespace OrleansBackends.Grains.RateLimits.Checks;

/// <summary>
/// Units that frontends spend in their own process. Units granted count as spent at once, so all that is admitted is at most what was granted, and
/// that at most the limit. A lease that is not returned in time is not refunded.
/// </summary>
internal sealed class AdvanceLeases(SubjectCounters subject, long activatedAt)
{
    /// <summary>A lease is at most one of so many parts of what remains, per frontend.</summary>
    private const int Parts = 4;

    private static readonly long Validity = LimitTime.Of(LeaseRequest.Validity);
    private static readonly long FrontendLife = LimitTime.Of(LeaseRequest.FrontendLife);

    private readonly OrderedDictionary<long, Granted> granted = [];

    /// <summary>Begins at the time of the activation, so that an earlier one's lease is none of this one's.</summary>
    private long last = activatedAt;

    public Result<LeaseGrant> Lease(LeaseRequest request, long now)
    {
        Return(request.Returns, now);
        var check = new LimitCheck(request.Policy, request.Cost);
        var counter = subject.Counters.For(request.Policy, now);
        if (request.Cost < 0 || Size(counter, request, now) is not (> 0 and var units) || units < request.Cost)
        {
            return subject.Take([check], null, now).Map(taken => new LeaseGrant(0, 0, 0, taken.At, taken.Answers[0].Decision));
        }

        var validity = Validity;
        var decision = counter.TakeAhead(now, units, ref validity, out var takenAt);
        granted.Add(++last, new Granted(counter, units, takenAt));
        return new LeaseGrant(last, units, validity, now, decision);
    }

    public void Return(IReadOnlyList<LeaseReturn> returns, long now)
    {
        while (granted.Count > 0 && granted.GetAt(0).Value.At <= now - FrontendLife)
        {
            granted.RemoveAt(0);
        }

        foreach (var (lease, unspent) in returns)
        {
            if (granted.Remove(lease, out var given) && unspent > 0)
            {
                given.Counter.Refund(now, given.At, Math.Min(unspent, given.Units));
            }
        }
    }

    private static long Size(Counter counter, LeaseRequest request, long now)
    {
        var sharers = counter.Sharers(request.Frontend, now, FrontendLife);
        return counter.Policy is { Mode: LimitMode.Enforce, Algorithm: not LimitAlgorithm.Concurrency }
            ? Math.Min(Math.Max(1, request.Wanted), counter.Peek(now, 0).Remaining / (Parts * sharers))
            : 0;
    }

    private sealed record Granted(Counter Counter, long Units, long At);
}
