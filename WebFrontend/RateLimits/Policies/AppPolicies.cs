using System.Collections.Frozen;
using OrleansBackends.Grains.Interfaces.RateLimits.Apps;
using OrleansBackends.WebFrontend.RateLimits.Usage;

namespace OrleansBackends.WebFrontend.RateLimits.Policies;

/// <summary>An application at one version, ready for checks. A policy that did not change keeps its terms, and so what is remembered under them.</summary>
internal sealed class AppPolicies
{
    private readonly FrozenDictionary<string, LimitTerms> terms;

    private AppPolicies(PolicySet set, FrozenDictionary<string, LimitTerms> terms)
    {
        (Version, Exists, LegacyHeaders) = (set.Version, set.Exists, set.LegacyHeaders);
        this.terms = terms;
        Keys = new AppKeys(set.Keys);
    }

    public int Version { get; }

    public bool Exists { get; }

    public bool LegacyHeaders { get; }

    public AppKeys Keys { get; }

    public IEnumerable<LimitTerms> All => terms.Values;

    public static AppPolicies Of(string app, PolicySet set, AppPolicies? before, AppUsage usage) =>
        new(set, set.Policies.Select(p => before?.Find(p.Name) is { } known && known.Policy == p ? known : new LimitTerms(app, p, usage.Count(p.Name)))
            .ToFrozenDictionary(t => t.Policy.Name));

    public LimitTerms? Find(string policy) => terms.GetValueOrDefault(policy);
}
