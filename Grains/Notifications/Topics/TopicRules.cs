using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Topics;

internal static class TopicRules
{
    public const int MaxChange = 1_000;

    /// <summary>Adds, then removes. The topic itself when nothing changes in it.</summary>
    public static Result<TopicChange> Change(this TopicState topic, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        if (Refuse(add, remove) is { } refused)
        {
            return refused;
        }

        var members = new SortedSet<string>(topic.Members, StringComparer.Ordinal);
        var (added, elsewhere, hasPages) = (0, new List<string>(), topic.HasPages);
        foreach (var id in add.Where(id => !members.Contains(id)))
        {
            hasPages |= members.Count >= TopicState.MaxMembers;
            if (hasPages)
            {
                elsewhere.Add(id);
            }
            else
            {
                members.Add(id);
                added++;
            }
        }

        if (topic.CountAll() + added + elsewhere.Count > TopicState.MaxInAll)
        {
            return NotifyErrors.TopicFull;
        }

        var gone = remove.Where(id => !members.Contains(id)).ToList();
        var removed = remove.Count(members.Remove);
        var next = added + removed == 0 && hasPages == topic.HasPages ? topic : topic with { Members = [.. members], HasPages = hasPages };
        return new TopicChange(next, added, removed, hasPages ? PageChange.Of(elsewhere, gone) : []);
    }

    public static Result<(ImmutableList<string> Members, int Added, int Removed)> Change(
        this ImmutableList<string> before, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        var members = new SortedSet<string>(before, StringComparer.Ordinal);
        var added = add.Count(members.Add);
        var removed = remove.Count(members.Remove);
        return members.Count > TopicState.MaxMembers ? NotifyErrors.TopicFull
            : added + removed == 0 ? (before, 0, 0)
            : (members.ToImmutableList(), added, removed);
    }

    public static IReadOnlyList<string> After(this ImmutableList<string> members, string after, int limit)
    {
        var at = members.BinarySearch(after, StringComparer.Ordinal);
        var first = at < 0 ? ~at : at + 1;
        return members.GetRange(first, Math.Min(limit, members.Count - first));
    }

    private static Error? Refuse(IReadOnlyList<string> add, IReadOnlyList<string> remove) =>
        add.Count > MaxChange || remove.Count > MaxChange
            ? Errors.Invalid($"At most {MaxChange} are added and removed at a time.", add.Count > MaxChange ? "add" : "remove")
        : !add.Concat(remove).All(NotifyNames.IsSubscriber)
            ? Errors.Invalid("A subscriber is named by 1 to 64 letters, digits, dots, underscores, colons or hyphens.", "add")
        : null;
}

/// <summary>What a change comes to: in the topic itself, and what its pages are asked to do.</summary>
internal sealed record TopicChange(TopicState Topic, int Added, int Removed, IReadOnlyList<PageChange> Pages);

internal sealed record PageChange(int Page, IReadOnlyList<string> Add, IReadOnlyList<string> Remove)
{
    public static IReadOnlyList<PageChange> Of(IEnumerable<string> add, IEnumerable<string> remove)
    {
        var (added, removed) = (add.ToLookup(NotifyKeys.TopicPageOf), remove.ToLookup(NotifyKeys.TopicPageOf));
        return [.. added.Select(g => g.Key).Union(removed.Select(g => g.Key)).Select(page => new PageChange(page, [.. added[page]], [.. removed[page]]))];
    }
}
