namespace OrleansBackends.Grains.Interfaces.Common;

[GenerateSerializer, Alias("common.limit-algorithm")]
public enum LimitAlgorithm
{
    /// <summary>GCRA: at most <see cref="LimitPolicy.Burst"/> at once, refilled evenly.</summary>
    TokenBucket,

    /// <summary>Counts in windows aligned to the Unix epoch; up to twice the limit around a boundary.</summary>
    FixedWindow,

    /// <summary>Remembers every admitted unit; never more than the limit in any period.</summary>
    SlidingLog,

    /// <summary>Counts whole segments; never more than the limit in any period, and at most one segment too strict.</summary>
    SlidingWindow,

    /// <summary>At most so many at the same time; given back when done.</summary>
    Concurrency,
}

[GenerateSerializer, Alias("common.limit-mode")]
public enum LimitMode
{
    Enforce,

    /// <summary>Counted and reported as if enforced, never denies.</summary>
    Shadow,

    /// <summary>Not even counted.</summary>
    Off,
}

/// <summary>What happens while the limiter cannot be asked.</summary>
[GenerateSerializer, Alias("common.limit-fault")]
public enum LimitFault
{
    /// <summary>The same algorithm in process with this process's share of the limit.</summary>
    Local,

    Open,

    /// <summary>Refused with <c>capacity-reduced</c>.</summary>
    Closed,
}

[GenerateSerializer, Alias("common.limit-unit")]
public enum LimitUnit
{
    Requests,
    ContentBytes,
}

/// <summary>Who is counted.</summary>
[GenerateSerializer, Alias("common.limit-subject-kind")]
public enum LimitSubjectKind
{
    /// <summary>The signed-in user, else the key, else the address.</summary>
    User,

    /// <summary>The address, signed in or not.</summary>
    Address,

    /// <summary>The key of the request.</summary>
    Key,

    /// <summary>What the code that takes the units names, such as an application or an address with a poll.</summary>
    Named,
}
