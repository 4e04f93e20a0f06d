namespace OrleansBackends.Grains.Interfaces.Common;

public enum LimitAlgorithm
{
    /// <summary>GCRA: at most <see cref="LimitPolicy.Burst"/> at once, refilled evenly.</summary>
    TokenBucket,

    /// <summary>Counts in windows aligned to the Unix epoch; up to twice the limit around a boundary.</summary>
    FixedWindow,

    /// <summary>At most so many at the same time; given back when done.</summary>
    Concurrency,
}

/// <summary>Who is counted.</summary>
public enum LimitSubjectKind
{
    /// <summary>The signed-in user, else the address.</summary>
    User,

    /// <summary>The address, signed in or not.</summary>
    Address,
}

/// <summary>So many units per period for one subject. The name is kebab-case and seen by callers in headers.</summary>
public sealed record LimitPolicy(string Name, LimitAlgorithm Algorithm, int Limit, TimeSpan Period, int Burst, LimitSubjectKind Subject)
{
    /// <summary>The most that can be taken at once.</summary>
    public int Capacity => Algorithm == LimitAlgorithm.TokenBucket ? Burst : Limit;
}
