namespace OrleansBackends.Grains.Interfaces.Links.Guard;

/// <summary>The hosts that administrators banned, and the sweep that suspends links whose target is listed. One per cluster.</summary>
[GrainInterfaceType("linkguard"), Alias("links.i-guard")]
public interface ILinkGuardGrain : IGrainWithStringKey
{
    /// <summary>Bans a host and its subdomains; refuses with <c>host-invalid</c>. Harmless when repeated.</summary>
    [Alias("Ban")]
    Task<Result<Done>> Ban(string host);

    [Alias("Unban")]
    Task<Result<Done>> Unban(string host);

    /// <summary>The bans, or nothing but the version when the asker has them already.</summary>
    [Alias("Snapshot")]
    Task<BannedHosts> Snapshot(int knownVersion);

    /// <summary>Begins a sweep over all links, because a list of some silo has changed.</summary>
    [Alias("Sweep")]
    Task Sweep();

    /// <summary>The key under which frontends hash addresses of visitors; made once, so that a visitor is the same on every frontend.</summary>
    [Alias("GetVisitorKey")]
    Task<byte[]> GetVisitorKey();
}
