namespace OrleansBackends.WebFrontend.Common;

/// <summary>Units of one policy for one subject: what is wanted, and what came of it.</summary>
public sealed class UnitUse(LimitTerms terms, in SubjectRef subject, long cost)
{
    private readonly SubjectRef subject = subject;

    public LimitTerms Terms => terms;

    public LimitPolicy Policy => terms.Policy;

    public ref readonly SubjectRef Subject => ref subject;

    /// <summary>0 only asks.</summary>
    public long Cost { get; internal set; } = cost;

    /// <summary>The policy's own word, also where the whole was refused for another's sake.</summary>
    public LimitDecision Decision { get; internal set; }

    /// <summary>The limit of the decision, which a repeated check may be later than.</summary>
    public long Limit { get; internal set; } = terms.Policy.Limit;

    public LimitMode Mode { get; internal set; } = terms.Policy.Mode;

    /// <summary>The limiter's own time of the take, for giving back.</summary>
    internal long TakenAt { get; set; }

    /// <summary>Where the units lie that were taken; null when none were.</summary>
    internal object? TakenFrom { get; set; }

    internal bool IsEnforced => Mode == LimitMode.Enforce;

    /// <summary>Whether this is why the whole is refused.</summary>
    internal bool Violates => IsEnforced && !Decision.Allowed;
}
