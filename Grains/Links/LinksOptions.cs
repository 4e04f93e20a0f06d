using OrleansBackends.Grains.Interfaces.Links.Targets;

namespace OrleansBackends.Grains.Links;

/// <summary>Section <c>Links</c>, as silos read it.</summary>
internal sealed class LinksOptions
{
    public const string Section = "Links";

    /// <summary>Hosts that lead back here besides the one of <c>Frontend:PublicUrl</c>; no link may point at them.</summary>
    public IList<string> OwnHosts { get; } = [];

    /// <summary>Schemes allowed besides http and https: <c>mailto</c> and <c>tel</c>, nothing else.</summary>
    public IList<string> ExtraSchemes { get; } = [];

    /// <summary>Allows hosts that are not on the public internet.</summary>
    public bool AllowPrivateTargets { get; set; }

    /// <summary>Looks up the title of a page that was shortened without one.</summary>
    public bool FetchTitles { get; set; } = true;

    /// <summary>Files with one harmful host or URL a line; read again when they change.</summary>
    public IList<string> BlocklistFiles { get; } = [];

    /// <summary>So many different reporters suspend a link.</summary>
    public int ReportsToSuspend { get; set; } = 10;

    /// <summary>
    /// So many links belong to one owner at most, deleted ones not counted; a create beyond is refused with <c>quota-reached</c>. Each silo counts an
    /// owner's links once a minute and adds what it makes itself, so several silos may admit a minute's creates too many.
    /// </summary>
    public int MaxPerOwner { get; set; } = 100_000;

    /// <summary>Where the frontends are reached from outside (<c>Frontend:PublicUrl</c>).</summary>
    public string? PublicUrl { get; set; }

    public IEnumerable<string> HostsOfOurs() => OwnHosts.Select(HostName.Normalise)
        .Append(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) ? HostName.Normalise(url) : null)
        .OfType<string>();
}
