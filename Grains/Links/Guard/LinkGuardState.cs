using System.Collections.Immutable;

namespace OrleansBackends.Grains.Links.Guard;

/// <summary>Bans of administrators (≤ 10,000), the place of a running sweep, and the sealed visitor key.</summary>
internal sealed record LinkGuardState
{
    public const string Name = "links.guard";
    public const int MaxBans = 10_000;

    public int SchemaVersion { get; init; } = 1;
    public int Version { get; init; }
    public ImmutableSortedSet<string> Hosts { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    public string? VisitorKey { get; init; }

    /// <summary>Host and code after which the sweep goes on; null while none runs.</summary>
    public SweepPlace? Sweep { get; init; }

    public Result<LinkGuardState> Ban(string host) =>
        Hosts.Contains(host) ? this
        : Hosts.Count >= MaxBans ? Errors.Invalid($"At most {MaxBans} hosts are banned; use a blocklist file.", "host")
        : this with { Hosts = Hosts.Add(host), Version = Version + 1, Sweep = SweepPlace.Start };

    public LinkGuardState Unban(string host) =>
        Hosts.Contains(host) ? this with { Hosts = Hosts.Remove(host), Version = Version + 1, Sweep = SweepPlace.Start } : this;
}

internal sealed record SweepPlace(string Host, string Code)
{
    public static SweepPlace Start { get; } = new("", "");
}
