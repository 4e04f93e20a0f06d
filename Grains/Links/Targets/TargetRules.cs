using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Targets;
using OrleansBackends.Grains.Links.Guard;

namespace OrleansBackends.Grains.Links.Targets;

/// <summary>Where a short link may lead.</summary>
internal sealed class TargetRules(IOptions<LinksOptions> options, LinkGuard guard)
{
    private readonly FrozenSet<string> ours = options.Value.HostsOfOurs().ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> extraSchemes = options.Value.ExtraSchemes.Intersect(["mailto", "tel"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The normalised address, or why nothing may lead there.</summary>
    public Result<LinkUrl> Accept(string given)
    {
        var url = LinkUrl.Normalise(given);
        return url.IsOk && Refuse(url.Value) is { } refused ? refused : url;
    }

    private Error? Refuse(LinkUrl url) =>
        !url.IsWeb ? extraSchemes.Contains(url.Scheme) ? null : LinkErrors.SchemeNotAllowed
        : ours.Contains(url.Host) ? LinkErrors.Loop
        : !options.Value.AllowPrivateTargets && !IsPublic(url.Host) ? LinkErrors.HostNotPublic
        : guard.IsListed(url.Host, url.Text) ? LinkErrors.HostBanned
        : null;

    private static bool IsPublic(string host) =>
        IPAddress.TryParse(host, out var address) ? PublicAddress.IsPublic(address) : host.Contains('.', StringComparison.Ordinal);
}
