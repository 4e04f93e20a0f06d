namespace OrleansBackends.Grains.Interfaces.RateLimits.Checks;

/// <summary>
/// The counters of one subject of one application. It calls nobody: who asks brings the policies as they are now, and has made sure that they are
/// the application's. A cost below 0 is refused with <c>invalid-request</c>, one above a policy's capacity with <c>cost-over-capacity</c>.
/// </summary>
[GrainInterfaceType("limiter"), Alias("rate-limits.i-limiter")]
public interface ILimiterGrain : IGrainWithStringKey
{
    public const int MaxChecks = 8;

    /// <summary>Different policies of one subject that are counted at the same time; the longest unused goes first.</summary>
    public const int MaxPolicies = 64;

    public const int MaxCheckIds = 256;
    public const int MaxCheckIdLength = 100;
    public const int MaxDenials = 20;

    /// <summary>
    /// Takes the units of all checks or of none. With a <paramref name="checkId"/> that is among the last 256 of the subject, answers the first
    /// result again and takes nothing. Policies of concurrency are refused with <c>not-concurrency</c>.
    /// </summary>
    [Alias("Take")]
    Task<Result<TakeAnswer>> Take(IReadOnlyList<LimitCheck> checks, string? checkId);

    /// <summary>What <see cref="Take"/> would answer; takes nothing.</summary>
    [Alias("Peek")]
    Task<Result<TakeAnswer>> Peek(IReadOnlyList<LimitCheck> checks);

    /// <summary>
    /// Gives units of a check that named an id back, until <paramref name="cost"/> of them are given back in total, at most its own cost; answers
    /// how many are. The same call again does nothing more. Refuses with <c>check-unknown</c>.
    /// </summary>
    [Alias("Refund")]
    Task<Result<long>> Refund(string checkId, LimitPolicy policy, long cost);

    /// <summary>Undoes a check that named an id, as if it had not been made: its units are given back and its id is forgotten.</summary>
    [Alias("Undo")]
    Task Undo(string checkId);

    /// <summary>Gives back what its caller took at <see cref="TakeAnswer.At"/> and has not given back yet.</summary>
    [Alias("GiveBack")]
    Task GiveBack(LimitPolicy policy, long takenAt, long cost);

    /// <summary>Puts the subject back to full, under the named policies or all; concurrency leases go on.</summary>
    [Alias("Reset")]
    Task Reset(IReadOnlyList<string>? policies);

    /// <summary>Units paid in advance, that the caller spends in its own process; a direct take where there are too few for that.</summary>
    [Alias("Lease")]
    Task<Result<LeaseGrant>> Lease(LeaseRequest request);

    /// <summary>Gives back the unspent rest of leases; what is not known any more is ignored.</summary>
    [Alias("Return")]
    Task Return(IReadOnlyList<LeaseReturn> returns);

    /// <summary>
    /// Begins a use under a policy of concurrency. A time to live of 60 s or more is durable when answered, or refused with
    /// <c>capacity-reduced</c>. Refuses with <c>not-concurrency</c>.
    /// </summary>
    [Alias("Acquire")]
    Task<Result<AcquireAnswer>> Acquire(LimitPolicy policy, TimeSpan timeToLive);

    /// <summary>Lets a use go on for another time to live; refuses with <c>lease-expired</c>.</summary>
    [Alias("Renew")]
    Task<Result<AcquireAnswer>> Renew(string leaseId, TimeSpan timeToLive);

    /// <summary>Ends a use; also where it has ended.</summary>
    [Alias("Release")]
    Task Release(string leaseId);

    /// <summary>Where the subject stands under these policies, and its last denials.</summary>
    [Alias("Show")]
    Task<SubjectView> Show(IReadOnlyList<LimitPolicy> policies);

    /// <summary>Forgets everything, for a person who is erased.</summary>
    [Alias("Erase")]
    Task Erase();
}
