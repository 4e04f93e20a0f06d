namespace OrleansBackends.Grains.Interfaces.RateLimits.Apps;

/// <summary>
/// An application: its keys and policies. Somebody else's is refused with <c>app-not-found</c>; the built-in <c>product</c> belongs to
/// administrators. It owns the feed <c>rate-limits:policies:{app}</c>, for frontends only.
/// </summary>
[GrainInterfaceType("limitapp"), Alias("rate-limits.i-app")]
public interface ILimitAppGrain : ILiveSource
{
    /// <summary>Refuses with <c>name-invalid</c> and <c>quota-reached</c>.</summary>
    [Alias("Create")]
    Task<Result<NewLimitApp>> Create(UserId owner, string name, OperationId? operation);

    [Alias("Get")]
    Task<Result<LimitAppView>> Get(LimitCaller caller);

    /// <summary>Refuses with <c>stale</c> and <c>name-invalid</c>.</summary>
    [Alias("Change")]
    Task<Result<LimitAppView>> Change(LimitCaller caller, LimitAppChange change, int version);

    /// <summary>Ends the application with its keys and its report. Refuses with <c>stale</c> and <c>built-in</c>.</summary>
    [Alias("Delete")]
    Task<Result<Done>> Delete(LimitCaller caller, int? version);

    /// <summary>Refuses with <c>name-invalid</c>, <c>too-many-keys</c> and <c>built-in</c>.</summary>
    [Alias("AddKey")]
    Task<Result<NewLimitKey>> AddKey(LimitCaller caller, string name, OperationId? operation);

    /// <summary>Refuses with <c>key-not-found</c>.</summary>
    [Alias("RemoveKey")]
    Task<Result<Done>> RemoveKey(LimitCaller caller, string keyId);

    /// <summary>In order of their names.</summary>
    [Alias("Policies")]
    Task<Result<IReadOnlyList<LimitPolicy>>> Policies(LimitCaller caller);

    /// <summary>Refuses with <c>policy-not-found</c>.</summary>
    [Alias("Policy")]
    Task<Result<LimitPolicy>> Policy(LimitCaller caller, string name);

    /// <summary>
    /// Creates the policy where <paramref name="version"/> is null, which refuses with <c>stale</c> what is there, or changes the version named.
    /// Refuses with <c>policy-invalid</c>, <c>policy-not-found</c> and <c>too-many-policies</c>.
    /// </summary>
    [Alias("PutPolicy")]
    Task<Result<PutPolicyAnswer>> PutPolicy(LimitCaller caller, LimitPolicy policy, int? version);

    /// <summary>Refuses with <c>policy-not-found</c>, <c>stale</c> and, for the product's own, <c>policy-needed</c>.</summary>
    [Alias("DeletePolicy")]
    Task<Result<Done>> DeletePolicy(LimitCaller caller, string name, int version);

    /// <summary>Null when <paramref name="knownVersion"/> is still the one.</summary>
    [Alias("GetPolicies")]
    Task<PolicySet?> GetPolicies(int knownVersion);

    /// <summary>Tells the frontends that a subject was put back to full: what they remember of it is not true any more.</summary>
    [Alias("AnnounceReset")]
    Task AnnounceReset(string subject);
}
