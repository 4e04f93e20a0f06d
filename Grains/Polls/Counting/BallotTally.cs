using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Grains.Polls.Ballots;

namespace OrleansBackends.Grains.Polls.Counting;

/// <summary>
/// What a set of ballots adds up to. Sums of shards are sums of the whole, in any order; a ballot that is taken back leaves no trace. All numbers are
/// whole.
/// </summary>
/// <param name="paper">The poll's paper.</param>
/// <param name="keepsRankings">Whether single rankings are kept, which some methods look at.</param>
internal sealed class BallotTally(BallotPaper paper, bool keepsRankings = true)
{
    private readonly long[] sums = new long[paper.Options];
    private readonly long[] counts = new long[paper.Options];
    private readonly long[] marks = new long[paper.Options * MarksOf(paper)];
    private readonly Pairwise? pairs = paper.Type == PollType.Ranked ? new Pairwise(paper.Options) : null;
    private readonly Dictionary<string, RankedBallots> rankings = new(StringComparer.Ordinal);

    public long Ballots { get; private set; }

    /// <summary>By option: choices, scores or votes together; of rankings, half points of those that leave it out, who share what is left.</summary>
    public IReadOnlyList<long> Sums => sums;

    /// <summary>By option: how many chose or marked it; of rankings, how many put it first and nothing beside it.</summary>
    public IReadOnlyList<long> Counts => counts;

    /// <summary>Who beats whom, of rankings.</summary>
    public Pairwise? Pairs => pairs;

    /// <summary>Each ranking that was cast with how many cast it.</summary>
    public IReadOnlyCollection<RankedBallots> Rankings => rankings.Values;

    /// <summary>How many gave the option each grade or answer, the worst first.</summary>
    public IReadOnlyList<long> MarksFor(int option) => new ArraySegment<long>(marks, option * MarksOf(paper), MarksOf(paper));

    /// <param name="ballot">A valid ballot of this paper.</param>
    /// <param name="count">How many cast it; negative where they take it back.</param>
    public void Add(MarkedBallot ballot, long count = 1)
    {
        Ballots += count;
        if (pairs is not null)
        {
            pairs.Add(ballot.Tiers, count);
            if (ballot.Tiers is [[var first], ..])
            {
                counts[first] += count;
            }

            AddUnranked(ballot.Tiers, count);
            if (keepsRankings)
            {
                AddRanking(ballot.Text, ballot.Tiers, count);
            }

            return;
        }

        foreach (var option in ballot.Tiers.SelectMany(tier => tier))
        {
            sums[option] += count;
            counts[option] += count;
        }

        for (var option = 0; option < ballot.Marks.Count; option++)
        {
            if (ballot.Marks[option] is { } mark)
            {
                sums[option] += mark * count;
                counts[option] += count;
                if (marks.Length > 0)
                {
                    marks[option * MarksOf(paper) + mark] += count;
                }
            }
        }
    }

    /// <summary>Adds the ballots of a shard of the same poll.</summary>
    public void Add(BallotTally shard)
    {
        Ballots += shard.Ballots;
        pairs?.Add(shard.pairs!);
        Add(sums, shard.sums);
        Add(counts, shard.counts);
        Add(marks, shard.marks);
        foreach (var (text, ranking) in shard.rankings)
        {
            AddRanking(text, ranking.Tiers, ranking.Count);
        }
    }

    /// <summary>All but single rankings.</summary>
    public TallySums ToSums() => new(Ballots, [.. sums], [.. counts], [.. marks], pairs?.ToArray() ?? []);

    /// <summary>Adds the sums of a shard of the same poll.</summary>
    public void Add(TallySums shard)
    {
        Ballots += shard.Ballots;
        pairs?.Add(shard.Pairs);
        Add(sums, shard.Sums);
        Add(counts, shard.Counts);
        Add(marks, shard.Marks);
    }

    /// <summary>Adds single rankings whose sums are in already.</summary>
    public void AddRankings(IEnumerable<BallotCount> ballots)
    {
        foreach (var (text, count) in ballots)
        {
            AddRanking(text, MarkedBallot.TiersOf(text), count);
        }
    }

    private static int MarksOf(BallotPaper paper) => paper.Type switch
    {
        PollType.Grade => paper.Grades.Count,
        PollType.Date => Enum.GetValues<DateAnswer>().Length,
        _ => 0,
    };

    private static void Add(long[] to, long[] from)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }

    private void AddUnranked(IReadOnlyList<IReadOnlyList<int>> tiers, long count)
    {
        var named = tiers.SelectMany(tier => tier).ToHashSet();
        foreach (var option in Enumerable.Range(0, paper.Options).Where(option => !named.Contains(option)))
        {
            sums[option] += (paper.Options - named.Count - 1) * count;
        }
    }

    private void AddRanking(string text, IReadOnlyList<IReadOnlyList<int>> tiers, long count)
    {
        var sum = count + (rankings.TryGetValue(text, out var known) ? known.Count : 0);
        if (sum == 0)
        {
            rankings.Remove(text);
        }
        else
        {
            rankings[text] = new RankedBallots(tiers, sum);
        }
    }
}
