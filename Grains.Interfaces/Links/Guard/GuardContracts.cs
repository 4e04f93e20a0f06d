namespace OrleansBackends.Grains.Interfaces.Links.Guard;

[GenerateSerializer, Alias("links.report-reason")]
public enum ReportReason
{
    Phishing,
    Malware,
    Spam,
    Other,
}

/// <summary>Somebody says that a link does harm. The reporter is known by a hash only.</summary>
[GenerateSerializer, Immutable, Alias("links.report")]
public sealed record LinkReport([property: Id(0)] string Reporter, [property: Id(1)] ReportReason Reason, [property: Id(2)] string? Comment);

/// <summary>Why a link is suspended, where it was not an administrator's own words.</summary>
public static class SuspensionReasons
{
    /// <summary>The target stands on a list; lifted by the sweep when it no longer does.</summary>
    public const string Listed = "listed";

    /// <summary>Enough different people reported it; stays until an administrator decides.</summary>
    public const string Reported = "reported";
}

/// <summary>The banned hosts at a version; null hosts mean that the asker's version is the current one.</summary>
[GenerateSerializer, Immutable, Alias("links.bans")]
public sealed record BannedHosts([property: Id(0)] int Version, [property: Id(1)] IReadOnlyList<string>? Hosts);
