using System.Globalization;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;

namespace OrleansBackends.Grains.Notifications.Inbox;

/// <summary>An item's id is its number in the inbox.</summary>
internal static class InboxNumbers
{
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static int? Parse(string id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The numbers that are to be marked; null when one of them is not there.</summary>
    public static IReadOnlyList<int>? Of(this InboxMarks marks, InboxFlags flags)
    {
        if (marks.UpTo is { } last)
        {
            return Parse(last) is { } number && flags.Has(number) ? [.. Enumerable.Range(flags.Gone + 1, number - flags.Gone)] : null;
        }

        var numbers = marks.Ids.Select(Parse).ToList();
        return numbers.TrueForAll(number => number is { } n && flags.Has(n)) ? [.. numbers.Select(number => number!.Value)] : null;
    }
}
