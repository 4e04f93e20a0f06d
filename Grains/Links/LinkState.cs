using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;
using OrleansBackends.Grains.Interfaces.Links.Rules;

namespace OrleansBackends.Grains.Links;

/// <summary>The document of a link; under 64 KB by the bounds of <see cref="LinkLimits"/>. A deleted link keeps owner, code, times and its operation.</summary>
internal sealed record LinkState
{
    public const string Name = "links.link";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>Counts what the owner can see change, not the writes; grows on under one code for ever.</summary>
    public int Version { get; init; }

    public UserId? Owner { get; init; }
    public string Code { get; init; } = "";
    public string? Url { get; init; }
    public string? UrlHash { get; init; }
    public string? Host { get; init; }
    public string? Title { get; init; }
    public string? Note { get; init; }
    public ImmutableList<string> Tags { get; init; } = [];
    public DateTimeOffset? StartsAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public string? FallbackUrl { get; init; }
    public int? MaxVisits { get; init; }

    /// <summary>Visits claimed up to entry <see cref="VisitSeq"/> of the journal; every later entry is one more.</summary>
    public int VisitsUsed { get; init; }

    public long VisitSeq { get; init; }
    public LinkPassword? Password { get; init; }
    public bool ForwardQuery { get; init; }
    public int RedirectStatus { get; init; } = 302;
    public ImmutableList<RedirectRule> Rules { get; init; } = [];
    public bool Archived { get; init; }
    public string? SuspendedReason { get; init; }
    public ImmutableList<Report> Reports { get; init; } = [];
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The operation that created the link, and a keyed hash of its request.</summary>
    public string? Operation { get; init; }

    public string RequestMark { get; init; } = "";

    /// <summary>What text search looks at, folded: a document does not carry two spellings of a word.</summary>
    public string? Search { get; init; }

    /// <summary>Where the link leads besides its main target.</summary>
    [JsonIgnore]
    public IEnumerable<string> OtherTargets => FallbackUrl is null ? Rules.Select(r => r.Url) : Rules.Select(r => r.Url).Append(FallbackUrl);

    [JsonIgnore]
    public bool IsDeleted => DeletedAt is not null;

    public LinkStatus StatusAt(DateTimeOffset now, int used) =>
        SuspendedReason is not null ? LinkStatus.Suspended
        : Archived ? LinkStatus.Archived
        : StartsAt > now ? LinkStatus.Scheduled
        : ExpiresAt <= now ? LinkStatus.Expired
        : used >= MaxVisits ? LinkStatus.Exhausted
        : LinkStatus.Active;
}

/// <summary>A password in its kept form, and the key that signs the cookies of those who knew it.</summary>
internal sealed record LinkPassword(string Kept, byte[] UnlockKey);

internal sealed record Report(string Reporter, ReportReason Reason, string? Comment, DateTimeOffset At);

/// <summary>The event of <c>links:link:{code}</c>; a deleted link has no status.</summary>
internal sealed record LinkChanged(int Version, LinkStatus? Status);
