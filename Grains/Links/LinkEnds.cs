using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Guard;

namespace OrleansBackends.Grains.Links;

/// <summary>How a link meets a second create, and how it ends, is reported, suspended and lifted.</summary>
internal static class LinkEnds
{
    /// <summary>The answer to a create of a code that is in use, or null when the code may be taken.</summary>
    public static Result<CreatedLink>? Meet(this LinkState link, NewLink wanted, OperationId? operation, string mark, Func<LinkState, LinkView> show)
    {
        if (operation is not null && link.Operation == operation.Value)
        {
            return link.RequestMark != mark ? Errors.KeyReused
                : link.IsDeleted ? LinkErrors.Gone
                : new Result<CreatedLink> { Value = new CreatedLink(show(link), Existed: false), Replayed = true };
        }

        var sameOwner = wanted is { Owner: not null, Code: not null } && link.Owner == wanted.Owner;
        return sameOwner && link.IsDeleted ? null
            : sameOwner && link.RequestMark == mark ? new CreatedLink(show(link), Existed: true)
            : LinkErrors.CodeTaken;
    }

    /// <summary>Everything goes that could tell where the link led.</summary>
    public static LinkState Deleted(this LinkState link, DateTimeOffset now) => new()
    {
        Code = link.Code, Owner = link.Owner, CreatedAt = link.CreatedAt, UpdatedAt = now, DeletedAt = now, Version = link.Version + 1,
        Operation = link.Operation, RequestMark = link.RequestMark,
    };

    /// <summary>The link with one more report, or null when this reporter has been heard or enough have.</summary>
    public static LinkState? Reported(this LinkState link, LinkReport report, int threshold, DateTimeOffset now)
    {
        if (link.Reports.Count >= LinkLimits.Reports || link.Reports.Exists(r => r.Reporter == report.Reporter))
        {
            return null;
        }

        var next = link with { Reports = link.Reports.Add(new Report(report.Reporter, report.Reason, report.Comment, now)) };
        return next.Reports.Count >= threshold && next.SuspendedReason is null ? next.Suspended(SuspensionReasons.Reported, now) : next;
    }

    public static LinkState Suspended(this LinkState link, string reason, DateTimeOffset now) =>
        link with { SuspendedReason = reason, UpdatedAt = now, Version = link.Version + 1 };

    /// <summary>Lifting decides what was reported so far, so counting begins anew.</summary>
    public static LinkState Lifted(this LinkState link, DateTimeOffset now) =>
        link with { SuspendedReason = null, Reports = [], UpdatedAt = now, Version = link.Version + 1 };

    /// <summary>A title found at the target; the owner's own would have been there.</summary>
    public static LinkState Titled(this LinkState link, string title, DateTimeOffset now)
    {
        var next = link with { Title = title, UpdatedAt = now, Version = link.Version + 1 };
        return next with { Search = LinkText.Searchable(next) };
    }
}
