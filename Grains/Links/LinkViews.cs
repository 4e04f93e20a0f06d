using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Targets;
using OrleansBackends.Grains.Interfaces.Links.Visits;

namespace OrleansBackends.Grains.Links;

/// <summary>What a link shows: everything to its owner, as little as possible to a visitor.</summary>
internal static class LinkViews
{
    public static LinkView ToView(this LinkState link, DateTimeOffset now, int used) => new()
    {
        Code = link.Code,
        Url = link.Url!,
        DisplayHost = LinkUrl.ToUnicode(link.Host!),
        Title = link.Title,
        Note = link.Note,
        Tags = link.Tags,
        StartsAt = link.StartsAt,
        ExpiresAt = link.ExpiresAt,
        FallbackUrl = link.FallbackUrl,
        MaxVisits = link.MaxVisits,
        VisitsUsed = used,
        HasPassword = link.Password is not null,
        ForwardQuery = link.ForwardQuery,
        RedirectStatus = link.RedirectStatus,
        Rules = link.Rules,
        Status = link.StatusAt(now, used),
        SuspendedReason = link.SuspendedReason,
        CreatedAt = link.CreatedAt,
        UpdatedAt = link.UpdatedAt,
        Version = link.Version,
    };

    /// <summary>What anybody may be told without a claim or a password.</summary>
    public static LinkTarget ToTarget(this LinkState link, int used, bool listed)
    {
        LinkOutcome? always = link.IsDeleted ? LinkOutcome.Deleted
            : listed || link.SuspendedReason is not null ? LinkOutcome.Suspended
            : used >= link.MaxVisits ? LinkOutcome.Ended
            : link.Password is not null ? LinkOutcome.NeedsPassword
            : link.MaxVisits is not null ? LinkOutcome.Hidden
            : null;
        return link.ToOpenTarget() with
        {
            Fixed = always,
            Url = always is null ? link.Url : null,
            Title = always is null ? link.Title : null,
            Rules = always is null ? link.Rules : [],
        };
    }

    /// <summary>The whole target, for a visitor who has the right to it.</summary>
    public static LinkTarget ToOpenTarget(this LinkState link) => new()
    {
        Code = link.Code,
        Url = link.Url,
        Title = link.Title,
        FallbackUrl = link.FallbackUrl,
        StartsAt = link.StartsAt,
        ExpiresAt = link.ExpiresAt,
        RedirectStatus = link.RedirectStatus,
        ForwardQuery = link.ForwardQuery,
        Rules = link.Rules,
        HasPassword = link.Password is not null,
        HasLimit = link.MaxVisits is not null,
        Owner = link.Owner,
        CreatedAt = link.CreatedAt,
        Version = link.Version,
    };
}
