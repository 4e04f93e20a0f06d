using Microsoft.Extensions.Primitives;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.WebFrontend.Links.Visits;

/// <summary>A target with the header values of its redirect, made once.</summary>
internal sealed class CachedTarget(LinkTarget target, DateTimeOffset freshUntil)
{
    /// <summary>How long past its life a target may serve while nobody can be asked.</summary>
    public static readonly TimeSpan StaleLife = TimeSpan.FromSeconds(60);

    private readonly bool mayRedirect = target is { IsStrict: false, Fixed: null, Url: not null };

    public LinkTarget Target => target;

    public DateTimeOffset FreshUntil => freshUntil;

    public StringValues Location { get; } = target.Url;

    public StringValues CacheControl { get; } = target.RedirectStatus is 301 or 308 ? "public, max-age=3600" : "private, max-age=0";

    /// <summary>Whether everybody may be sent to the one target without asking its link.</summary>
    public bool IsPlain { get; } = target is { IsStrict: false, Fixed: null, Url: not null, Rules.Count: 0 };

    public bool MayServeStale(DateTimeOffset now) => mayRedirect && now < freshUntil + StaleLife;
}
