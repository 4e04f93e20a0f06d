using System.Collections.Frozen;
using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.Grains.Links.Guard;

/// <summary>The hosts and URLs that no link may lead to, in the memory of each silo: blocklist files and the bans of administrators.</summary>
internal sealed class LinkGuard
{
    private volatile Blocklist files = Blocklist.Empty;
    private volatile FrozenSet<string> bans = FrozenSet<string>.Empty;

    private bool IsEmpty => files.Hosts.Count + files.Urls.Count + bans.Count == 0;

    public void UseFiles(Blocklist list) => files = list;

    public void UseBans(IEnumerable<string> hosts) => bans = hosts.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The same for a normalised address whose host is not at hand.</summary>
    public bool IsListed(string url) => !IsEmpty && LinkUrl.Normalise(url) is { IsOk: true } normalised && IsListed(normalised.Value.Host, url);

    /// <summary>Whether the host, one of its parents or the very URL is listed.</summary>
    public bool IsListed(string host, string url)
    {
        var (list, banned) = (files, bans);
        return (list.Hosts.Count + banned.Count > 0 && HostName.WithParents(host).Any(h => list.Hosts.Contains(h) || banned.Contains(h)))
            || list.Urls.Contains(url);
    }
}
