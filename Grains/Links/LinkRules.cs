using System.Security.Cryptography;
using OrleansBackends.Grains.Interfaces.Links;
using OrleansBackends.Grains.Interfaces.Links.Visits;
using OrleansBackends.Grains.Links.Rules;
using OrleansBackends.Grains.Links.Targets;

namespace OrleansBackends.Grains.Links;

/// <summary>What a link may become: pure functions of state, input, time and the rules for targets.</summary>
internal static class LinkRules
{
    /// <summary>A new link under a code that is free or was the same owner's; <paramref name="before"/> is what the code held last.</summary>
    public static Result<LinkState> New(LinkState before, NewLink link, string code, DateTimeOffset now, TargetRules targets)
    {
        var empty = new LinkState
        {
            Code = code, Owner = link.Owner, CreatedAt = now, Version = before.Version,
            ExpiresAt = link.Owner is null ? now + LinkLimits.AnonymousLife : null,
        };
        return empty.Change(
            new LinkChange
            {
                Url = link.Url,
                Title = Given(link.Title),
                Note = Given(link.Note),
                Tags = new(link.Tags.Count > 0, link.Tags),
                StartsAt = Given(link.StartsAt),
                ExpiresAt = Given(link.ExpiresAt),
                FallbackUrl = Given(link.FallbackUrl),
                MaxVisits = Given(link.MaxVisits),
                Rules = new(link.Rules.Count > 0, link.Rules),
                Password = Given(link.Password),
                ForwardQuery = link.ForwardQuery,
                RedirectStatus = link.RedirectStatus,
            },
            used: 0, now, targets);

        static Optional<T> Given<T>(T? value) => new(value is not null, value);
    }

    public static Result<LinkState> Change(this LinkState link, LinkChange change, int used, DateTimeOffset now, TargetRules targets)
    {
        var next = link with
        {
            StartsAt = change.StartsAt.Or(link.StartsAt),
            ExpiresAt = change.ExpiresAt.Or(link.ExpiresAt),
            MaxVisits = change.MaxVisits.Or(link.MaxVisits),
            ForwardQuery = change.ForwardQuery.Or(link.ForwardQuery),
            RedirectStatus = change.RedirectStatus.Or(link.RedirectStatus),
            Archived = change.Archived.Or(link.Archived),
            Password = change.Password.IsSet ? NewPassword(change.Password.Value) : link.Password,
        };
        return RefuseNumbers(next, change, used, now) is { } refused
            ? refused
            : next.WithTargets(change, targets).Then(l => l.WithTexts(change)).Then(l => Touched(l, now));
    }

    private static Error? RefuseNumbers(LinkState next, LinkChange change, int used, DateTimeOffset now) =>
        change.ExpiresAt.IsSet && next.ExpiresAt <= now ? LinkErrors.ExpiresInPast
        : (change.ExpiresAt.IsSet || change.StartsAt.IsSet) && next.StartsAt >= next.ExpiresAt ? LinkErrors.StartsAfterExpiry
        : next.MaxVisits is < 1 or > LinkLimits.MaxVisits ? Errors.Invalid($"1 to {LinkLimits.MaxVisits} visits.", "maxVisits")
        : change.MaxVisits.IsSet && next.MaxVisits < used ? LinkErrors.MaxVisitsBelowUsed
        : next.RedirectStatus is not (301 or 302 or 307 or 308) ? Errors.Invalid("301, 302, 307 or 308.", "redirectStatus")
        : next.Owner is null && next.ExpiresAt > next.CreatedAt + LinkLimits.AnonymousLife ? Errors.Invalid("At most 30 days.", "expiresAt")
        : null;

    private static Result<LinkState> WithTargets(this LinkState link, LinkChange change, TargetRules targets)
    {
        if (change.Url.IsSet)
        {
            var url = targets.Accept(change.Url.Value ?? "");
            if (!url.IsOk)
            {
                return url.Error;
            }

            link = link with { Url = url.Value.Text, UrlHash = url.Value.Hash, Host = url.Value.Host };
        }

        if (change.Rules.IsSet)
        {
            var rules = RedirectRules.Accept(change.Rules.Value ?? [], targets);
            if (!rules.IsOk)
            {
                return rules.Error;
            }

            link = link with { Rules = rules.Value };
        }

        return change.FallbackUrl switch
        {
            { IsSet: false } => link,
            { Value: null } => link with { FallbackUrl = null },
            { Value: { } fallback } => targets.Accept(fallback).Match<Result<LinkState>>(
                u => link with { FallbackUrl = u.Text }, e => e with { Member = "fallbackUrl" }),
        };
    }

    private static Result<LinkState> WithTexts(this LinkState link, LinkChange change)
    {
        var title = LinkText.Text(change.Title.Or(link.Title), LinkLimits.Title, "title");
        var note = LinkText.Text(change.Note.Or(link.Note), LinkLimits.Note, "note");
        var tags = LinkText.Tags((change.Tags.Or(link.Tags) ?? []).Concat(change.AddTags).Except(change.RemoveTags.Select(t => t.Trim().ToLowerInvariant())));
        return (title.Error ?? note.Error ?? tags.Error) is { } refused
            ? refused
            : link with { Title = title.Value, Note = note.Value, Tags = tags.Value ?? [] };
    }

    private static Result<LinkState> Touched(LinkState link, DateTimeOffset now)
    {
        var next = link with { UpdatedAt = now, Version = link.Version + 1 };
        return next with { Search = LinkText.Searchable(next) };
    }

    private static LinkPassword? NewPassword(string? kept) =>
        kept is null ? null : new LinkPassword(kept, RandomNumberGenerator.GetBytes(UnlockToken.KeyLength));

    private static Result<LinkState> Then(this Result<LinkState> result, Func<LinkState, Result<LinkState>> next) =>
        result.IsOk ? next(result.Value) : result;
}
