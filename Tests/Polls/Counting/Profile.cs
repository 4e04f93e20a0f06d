using System.Globalization;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Tests.Polls.Counting;

/// <summary>Ballots written as "14 AB, 9 A(BC)": how many, then the options by letter, best first, equal ones in brackets.</summary>
internal sealed record Profile(int Options, IReadOnlyList<RankedBallots> Ballots)
{
    /// <summary>Five options, 45 voters, no Condorcet winner; from Schulze's paper.</summary>
    public static readonly Profile Schulze = Parse("5 ACBED, 5 ADECB, 8 BEDAC, 3 CABED, 7 CAEBD, 2 CBADE, 7 DCEBA, 8 EBADC");

    /// <summary>The capital of Tennessee: Memphis, Nashville, Chattanooga, Knoxville are A, B, C, D.</summary>
    public static readonly Profile Capitals = Parse("42 ABCD, 26 BCDA, 15 CDBA, 17 DCBA");

    public Pairwise Pairs => Pairwise.Of(Options, Ballots);

    public long Voters => Ballots.Sum(b => b.Count);

    public static Profile Parse(string text)
    {
        var ballots = text.Split(", ").Select(ballot => ballot.Split(' ')).Select(b => new RankedBallots(Tiers(b[1]), long.Parse(b[0], CultureInfo.InvariantCulture))).ToList();
        return new Profile(ballots.SelectMany(b => b.Tiers).SelectMany(tier => tier).Max() + 1, ballots);
    }

    /// <summary>A small election with short, full and shared ranks.</summary>
    public static Profile Random(Random random, bool equalRanks)
    {
        var options = random.Next(2, 6);
        return new Profile(options, [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => new RankedBallots(RandomTiers(random, options, equalRanks), random.Next(1, 5)))]);
    }

    /// <summary>One record for each voter.</summary>
    public IEnumerable<IReadOnlyList<IReadOnlyList<int>>> EachVoter() => Ballots.SelectMany(b => Enumerable.Repeat(b.Tiers, (int)b.Count));

    public Profile Times(long factor) => this with { Ballots = [.. Ballots.Select(b => b with { Count = b.Count * factor })] };

    public Profile Renamed(IReadOnlyList<int> names) =>
        this with { Ballots = [.. Ballots.Select(b => b with { Tiers = [.. b.Tiers.Select(tier => tier.Select(o => names[o]).ToList())] })] };

    /// <summary>The place of an option on a ballot; what is not named is last.</summary>
    public static int RankOf(IReadOnlyList<IReadOnlyList<int>> tiers, int option)
    {
        var rank = tiers.ToList().FindIndex(tier => tier.Contains(option));
        return rank < 0 ? int.MaxValue : rank;
    }

    public static string Text(IReadOnlyList<IReadOnlyList<int>> ranking) =>
        string.Join('>', ranking.Select(tier => string.Join('=', tier.Select(option => (char)('A' + option)))));

    private static List<List<int>> RandomTiers(Random random, int options, bool equalRanks)
    {
        var order = Enumerable.Range(0, options).ToArray();
        random.Shuffle(order);
        var tiers = new List<List<int>>();
        foreach (var option in order.Take(random.Next(1, options + 1)))
        {
            if (equalRanks && tiers.Count > 0 && random.Next(3) == 0)
            {
                tiers[^1].Add(option);
            }
            else
            {
                tiers.Add([option]);
            }
        }

        return tiers;
    }

    private static List<List<int>> Tiers(string text)
    {
        var tiers = new List<List<int>>();
        var open = false;
        foreach (var letter in text)
        {
            if (letter is '(')
            {
                open = true;
                tiers.Add([]);
            }
            else if (letter is ')')
            {
                open = false;
            }
            else if (open)
            {
                tiers[^1].Add(letter - 'A');
            }
            else
            {
                tiers.Add([letter - 'A']);
            }
        }

        return tiers;
    }
}
