using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.WebFrontend.RateLimits.Usage;

/// <summary>What this process saw of one application since it last reported.</summary>
internal sealed class AppUsage
{
    private const int Reported = 50;

    private readonly ConcurrentDictionary<string, PolicyCount> counts = new();
    private readonly SpaceSaving limited = new(Reported * 4);

    /// <summary>Processes that serve this application, as its report last said.</summary>
    public int Frontends { get; set; } = 1;

    public PolicyCount Count(string policy) => counts.GetOrAdd(policy, static name => new PolicyCount(name));

    public void AddLimited(UnitUse unit) => limited.Add(unit.Policy.Name, unit.Subject);

    /// <summary>Takes what was seen; null where there was nothing.</summary>
    public UsageDelta? Drain(string frontend)
    {
        var policies = new List<PolicyUsage>();
        foreach (var count in counts.Values)
        {
            var (allowed, denied, shadowDenied) = count.Drain();
            if (allowed + denied + shadowDenied > 0)
            {
                policies.Add(new PolicyUsage(count.Name, allowed, denied, shadowDenied));
            }
        }

        return policies.Count == 0 ? null : new UsageDelta(frontend, policies, limited.Drain(Reported));
    }
}
