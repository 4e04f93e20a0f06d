using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Grains.Notifications.Topics;

internal static class TopicRules
{
    public const int MaxChange = 1_000;

    /// <summary>Adds, then removes. The topic itself when nothing changes.</summary>
    public static Result<(TopicState Topic, int Added, int Removed)> Change(this TopicState topic, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        if (add.Count > MaxChange || remove.Count > MaxChange)
        {
            return Errors.Invalid($"At most {MaxChange} are added and removed at a time.", add.Count > MaxChange ? "add" : "remove");
        }

        if (!add.Concat(remove).All(NotifyNames.IsSubscriber))
        {
            return Errors.Invalid("A subscriber is named by 1 to 64 letters, digits, dots, underscores, colons or hyphens.", "add");
        }

        var members = new SortedSet<string>(topic.Members, StringComparer.Ordinal);
        var added = add.Count(members.Add);
        var removed = remove.Count(members.Remove);
        return members.Count > TopicState.MaxMembers ? NotifyErrors.TopicFull
            : added + removed == 0 ? (topic, 0, 0)
            : (topic with { Members = [.. members] }, added, removed);
    }

    public static IReadOnlyList<string> After(this ImmutableList<string> members, string after, int limit)
    {
        var at = members.BinarySearch(after, StringComparer.Ordinal);
        var first = at < 0 ? ~at : at + 1;
        return members.GetRange(first, Math.Min(limit, members.Count - first));
    }
}
