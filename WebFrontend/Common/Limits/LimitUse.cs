namespace OrleansBackends.WebFrontend.Common;

/// <summary>Units of one or more policies, taken together or not at all.</summary>
public sealed class LimitUse(params IReadOnlyList<UnitUse> units)
{
    public IReadOnlyList<UnitUse> Units => units;

    /// <summary>A caller's name for it: the same again answers the first result and takes nothing.</summary>
    public string? CheckId { get; init; }

    /// <summary>Whether the caller is told about every policy, and not only why it was refused.</summary>
    public bool ShowsAll { get; init; }

    /// <summary>Whether its end must be told: a use that goes on while the request runs, or units that a fault gives back.</summary>
    internal bool HasEnd { get; init; }

    /// <summary>All policies that refuse, with the longest wait.</summary>
    internal Error Refusal
    {
        get
        {
            var (names, wait) = (new List<string>(1), 0L);
            foreach (var unit in units)
            {
                if (unit.Violates)
                {
                    wait = Math.Max(wait, unit.Decision.RetryAfter);
                    if (!names.Contains(unit.Policy.Name))
                    {
                        names.Add(unit.Policy.Name);
                    }
                }
            }

            return LimitErrors.RateLimited(null, TimeSpan.FromTicks((wait + 99) / 100)) with { Reasons = names };
        }
    }
}
