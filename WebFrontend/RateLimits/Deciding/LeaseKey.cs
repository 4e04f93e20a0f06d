namespace OrleansBackends.WebFrontend.RateLimits.Deciding;

/// <summary>One subject under one version of one policy.</summary>
internal readonly record struct LeaseKey(int Terms, LimitSubject Subject)
{
    public static LeaseKey Of(UnitUse unit) => new(unit.Terms.Number, unit.Subject.Key);

    public override int GetHashCode() => Subject.Value.GetHashCode() ^ (Terms * -1640531527);
}
