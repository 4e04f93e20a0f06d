namespace OrleansBackends.WebFrontend.Common;

/// <summary>How often a policy said what, since this was last asked.</summary>
public sealed class PolicyCount(string name)
{
    private long allowed;
    private long denied;
    private long shadowDenied;

    public string Name => name;

    public void AddAllowed() => Interlocked.Increment(ref allowed);

    public void AddDenied(bool inShadow) => Interlocked.Increment(ref inShadow ? ref shadowDenied : ref denied);

    public (long Allowed, long Denied, long ShadowDenied) Drain() =>
        (Interlocked.Exchange(ref allowed, 0), Interlocked.Exchange(ref denied, 0), Interlocked.Exchange(ref shadowDenied, 0));
}
