namespace OrleansBackends.WebFrontend.Common;

/// <summary>
/// A policy of an application as it stands now, with what each request needs of it made once. Another version of the policy is another object with
/// another number, so nothing that was remembered under the old one is found again.
/// </summary>
public sealed class LimitTerms
{
    private static int last;

    public LimitTerms(string app, LimitPolicy policy, PolicyCount count)
        : this(app, policy, count, isNetwork: false) =>
        Network = policy.AlsoByNetwork ? new LimitTerms(app, policy.ForNetwork(), count, isNetwork: true) : null;

    private LimitTerms(string app, LimitPolicy policy, PolicyCount count, bool isNetwork)
    {
        App = app;
        Policy = policy;
        Count = count;
        IsNetwork = isNetwork;
        Item = LimitFields.PolicyItem(policy);
    }

    public string App { get; }

    public LimitPolicy Policy { get; }

    public PolicyCount Count { get; }

    /// <summary>The policy of a /48 of addresses, which counts beside its addresses and is never shown.</summary>
    public bool IsNetwork { get; }

    public LimitTerms? Network { get; }

    internal int Number { get; } = Interlocked.Increment(ref last);

    /// <summary>Its item of the field <c>RateLimit-Policy</c>.</summary>
    internal string Item { get; }

    /// <summary>Its item of the field <c>RateLimit</c> as it was written last: a hot key's stays the same for a while.</summary>
    internal ShownLimit? Shown { get; set; }
}
