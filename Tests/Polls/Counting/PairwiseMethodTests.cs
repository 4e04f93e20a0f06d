using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Tests.Polls.Counting;

public sealed class PairwiseMethodTests
{
    private const int Elections = 400;

    [Fact]
    public void Schulzes_election_is_decided_by_beat_paths()
    {
        var paths = Schulze.StrongestPaths(Profile.Schulze.Pairs);
        Assert.Equal("E>A>C>B>D", Profile.Text(Schulze.Count(Profile.Schulze.Pairs).Ranking));
        Assert.Equal((25, 24), (paths[4, 0], paths[0, 4]));
        Assert.Equal((28, 24), (paths[4, 1], paths[1, 4]));
        Assert.Equal((28, 25), (paths[0, 1], paths[1, 0]));
        Assert.Equal((29, 28), (paths[2, 1], paths[1, 2]));
        Assert.Equal((33, 28), (paths[1, 3], paths[3, 1]));
    }

    [Fact]
    public void Ranked_pairs_of_the_same_ballots_say_what_they_skip()
    {
        var outcome = RankedPairs.Count(Profile.Schulze.Pairs, TieOrder.Listed(5));
        Assert.Equal("A>C>E>B>D", Profile.Text(outcome.Ranking));
        Assert.Equal([(3, 2, 28), (1, 0, 25), (4, 0, 23)], outcome.Skipped.Select(s => (s.Winner, s.Loser, (int)s.For)));
    }

    [Fact]
    public void Copeland_counts_halves()
    {
        var outcome = Condorcet.Copeland(Profile.Schulze.Pairs);
        Assert.Equal([4, 4, 4, 2, 6], outcome.Points!.Select(p => (int)p));
        Assert.Equal("E>A=B=C>D", Profile.Text(outcome.Ranking));
        Assert.Empty(Condorcet.Count(Profile.Schulze.Pairs).Winners);
    }

    [Fact]
    public void One_who_beats_all_wins_by_every_pairwise_method()
    {
        var pairs = Profile.Capitals.Pairs;
        Assert.Equal([1], Condorcet.Count(pairs).Winners);
        Assert.All(
            [Condorcet.Count(pairs), Condorcet.Copeland(pairs), Schulze.Count(pairs), RankedPairs.Count(pairs, TieOrder.Listed(4))],
            outcome => Assert.Equal("B>C>D>A", Profile.Text(outcome.Ranking)));
    }

    [Fact]
    public void Pairs_are_what_voter_by_voter_counting_finds()
    {
        ForEach(Elections, seed: 1, profile =>
        {
            for (var a = 0; a < profile.Options; a++)
            {
                for (var b = 0; b < profile.Options; b++)
                {
                    Assert.Equal(profile.EachVoter().Count(tiers => Profile.RankOf(tiers, a) < Profile.RankOf(tiers, b)), profile.Pairs[a, b]);
                }
            }
        });
    }

    [Fact]
    public void Schulze_is_the_best_of_all_simple_paths() => ForEach(Elections, seed: 2, profile =>
    {
        var pairs = profile.Pairs;
        var strongest = Schulze.StrongestPaths(pairs);
        for (var from = 0; from < profile.Options; from++)
        {
            for (var to = 0; to < profile.Options; to++)
            {
                if (from != to)
                {
                    Assert.Equal(Strongest(pairs, from, to, [from]), strongest[from, to]);
                }
            }
        }
    });

    [Fact]
    public void Ranked_pairs_lock_what_a_search_for_cycles_lets_through() => ForEach(Elections, seed: 3, profile =>
    {
        var locked = new List<Majority>();
        var skipped = new List<Majority>();
        var strongest = profile.Pairs.Majorities().OrderByDescending(m => m.For).ThenBy(m => m.Against).ThenBy(m => m.Winner).ThenBy(m => m.Loser);
        foreach (var majority in strongest)
        {
            (Leads(locked, majority.Loser, majority.Winner) ? skipped : locked).Add(majority);
        }

        var outcome = RankedPairs.Count(profile.Pairs, TieOrder.Listed(profile.Options));
        Assert.Equal(skipped, outcome.Skipped);
        var tierOf = Enumerable.Range(0, profile.Options).ToDictionary(o => o, o => outcome.Ranking.ToList().FindIndex(tier => tier.Contains(o)));
        Assert.All(locked, m => Assert.True(tierOf[m.Winner] < tierOf[m.Loser]));
    });

    [Fact]
    public void A_winner_of_all_duels_wins_and_copeland_counts_duels() => ForEach(Elections, seed: 4, profile =>
    {
        var pairs = profile.Pairs;
        var others = (int option) => Enumerable.Range(0, profile.Options).Where(o => o != option);
        var halves = Enumerable.Range(0, profile.Options)
            .Select(option => others(option).Sum(o => pairs[option, o] > pairs[o, option] ? 2 : pairs[option, o] == pairs[o, option] ? 1 : 0)).ToList();
        Assert.Equal(halves, Condorcet.Copeland(pairs).Points!.Select(p => (int)p));
        var winners = Enumerable.Range(0, profile.Options).Where(option => halves[option] == 2 * (profile.Options - 1)).ToList();
        Assert.Equal(winners, Condorcet.Count(pairs).Winners);
        if (winners.Count == 1)
        {
            Assert.Equal(winners, Schulze.Count(pairs).Winners);
            Assert.Equal(winners, RankedPairs.Count(pairs, TieOrder.Listed(profile.Options)).Winners);
        }
    });

    [Fact]
    public void Shards_in_any_split_add_up_to_the_same() => ForEach(100, seed: 5, profile =>
    {
        var whole = profile.Pairs;
        var half = profile.Ballots.Count / 2;
        var joined = Pairwise.Of(profile.Options, profile.Ballots.Skip(half));
        joined.Add(Pairwise.Of(profile.Options, profile.Ballots.Take(half)));
        Assert.Equal(whole.Majorities(), joined.Majorities());

        joined.Add(profile.Ballots[0].Tiers, -profile.Ballots[0].Count);
        Assert.Equal(Pairwise.Of(profile.Options, profile.Ballots.Skip(1)).Majorities(), joined.Majorities());
    });

    private static void ForEach(int elections, int seed, Action<Profile> check)
    {
        var random = new Random(seed);
        for (var election = 0; election < elections; election++)
        {
            check(Profile.Random(random, equalRanks: true));
        }
    }

    private static long Strongest(Pairwise pairs, int from, int to, List<int> visited) => Enumerable.Range(0, pairs.Options)
        .Where(step => !visited.Contains(step) && pairs.Beats(from, step))
        .Select(step => step == to ? pairs[from, step] : Math.Min(pairs[from, step], Strongest(pairs, step, to, [.. visited, step])))
        .DefaultIfEmpty(0).Max();

    private static bool Leads(List<Majority> locked, int from, int to) => from == to || locked.Any(m => m.Winner == from && Leads(locked, m.Loser, to));
}
