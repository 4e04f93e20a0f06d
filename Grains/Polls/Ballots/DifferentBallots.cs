using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Ballots;

/// <summary>Each ballot that was ever counted, once, with how many have it now and since which entry.</summary>
internal sealed class DifferentBallots
{
    private readonly Dictionary<string, Place> all = new(StringComparer.Ordinal);
    private string[]? sorted;

    public int Count => all.Count;

    /// <summary>The same ballot as it is kept already, so that voters share it.</summary>
    public MarkedBallot Known(MarkedBallot ballot) => all.TryGetValue(ballot.Text, out var place) ? place.Ballot : ballot;

    public void Add(MarkedBallot ballot, int count, long seq)
    {
        if (!all.TryGetValue(ballot.Text, out var place))
        {
            all.Add(ballot.Text, place = new Place(ballot));
            sorted = null;
        }

        place.Count += count;
        place.ChangedAt = seq;
    }

    /// <summary>Those that changed after an entry, in the order of their changes; all that one entry changed are in one page.</summary>
    public (IReadOnlyList<BallotCount> Changed, long? More) ChangedSince(long after, int limit)
    {
        var changed = all.Values.Where(place => place.ChangedAt > after).OrderBy(place => place.ChangedAt).ToList();
        if (changed.Count <= limit)
        {
            return ([.. changed.Select(Show)], null);
        }

        var last = changed[limit - 1].ChangedAt;
        return ([.. changed.TakeWhile(place => place.ChangedAt <= last).Select(Show)], last);
    }

    /// <summary>Those that somebody has, in the order of their texts.</summary>
    public IReadOnlyList<BallotCount> Page(string after, int limit)
    {
        sorted ??= [.. all.Keys.Order(StringComparer.Ordinal)];
        var found = Array.BinarySearch(sorted, after, StringComparer.Ordinal);
        var page = new List<BallotCount>();
        for (var at = found < 0 ? ~found : found + 1; at < sorted.Length && page.Count < limit; at++)
        {
            if (all[sorted[at]] is { Count: > 0 } place)
            {
                page.Add(Show(place));
            }
        }

        return page;
    }

    private static BallotCount Show(Place place) => new(place.Ballot.Text, place.Count);

    private sealed class Place(MarkedBallot ballot)
    {
        public MarkedBallot Ballot => ballot;

        public long Count { get; set; }

        public long ChangedAt { get; set; }
    }
}
