using System.Collections.Concurrent;

namespace OrleansBackends.WebFrontend.RateLimits.Usage;

/// <summary>Counts what every policy said, by application.</summary>
internal sealed class UsageCounter
{
    private readonly ConcurrentDictionary<string, AppUsage> apps = new();

    public ICollection<KeyValuePair<string, AppUsage>> All => apps;

    public AppUsage Of(string app) => apps.GetOrAdd(app, static _ => new AppUsage());

    /// <summary>Once for each policy that had a say: where the whole was refused, those that refused.</summary>
    public void Add(LimitUse use, bool isAllowed)
    {
        for (var i = 0; i < use.Units.Count; i++)
        {
            var unit = use.Units[i];
            if (unit.Cost == 0 || unit.Mode == LimitMode.Off || unit.Terms.IsNetwork && unit.Decision.Allowed)
            {
                continue;
            }

            if (unit.Decision.Allowed && isAllowed)
            {
                unit.Terms.Count.AddAllowed();
            }
            else if (!unit.Decision.Allowed && (isAllowed || unit.IsEnforced))
            {
                unit.Terms.Count.AddDenied(inShadow: !unit.IsEnforced);
                Of(unit.Terms.App).AddLimited(unit);
            }
        }
    }
}
