using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Rules;

namespace OrleansBackends.WebFrontend.Links;

public sealed record CreateLinkRequest
{
    public required string Url { get; init; }

    public string? Code { get; init; }

    [StringLength(LinkLimits.Title)]
    public string? Title { get; init; }

    [StringLength(LinkLimits.Note)]
    public string? Note { get; init; }

    [MaxLength(LinkLimits.Tags)]
    public IReadOnlyList<string>? Tags { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public string? FallbackUrl { get; init; }

    [Range(1, LinkLimits.MaxVisits)]
    public int? MaxVisits { get; init; }

    [StringLength(LinkLimits.MaxPassword, MinimumLength = LinkLimits.MinPassword)]
    public string? Password { get; init; }

    /// <summary>The first rule that holds decides where a visitor goes; where none does, to <see cref="Url"/>.</summary>
    public IReadOnlyList<RedirectRule>? Rules { get; init; }

    public bool ForwardQuery { get; init; }

    [AllowedValues(301, 302, 307, 308)]
    public int RedirectStatus { get; init; } = 302;

    /// <summary>Answers the caller's existing plain link to the same address instead of making a second one.</summary>
    public bool FindIfExists { get; init; }
}

/// <summary>What is absent stays, null clears.</summary>
public sealed record UpdateLinkRequest
{
    public Optional<string> Url { get; init; }
    public Optional<string> Title { get; init; }
    public Optional<string> Note { get; init; }
    public Optional<IReadOnlyList<string>> Tags { get; init; }
    public Optional<DateTimeOffset?> StartsAt { get; init; }
    public Optional<DateTimeOffset?> ExpiresAt { get; init; }
    public Optional<string> FallbackUrl { get; init; }
    public Optional<int?> MaxVisits { get; init; }
    public Optional<string> Password { get; init; }
    public Optional<IReadOnlyList<RedirectRule>> Rules { get; init; }
    public Optional<bool> ForwardQuery { get; init; }
    public Optional<int> RedirectStatus { get; init; }
    public Optional<bool> Archived { get; init; }
}
