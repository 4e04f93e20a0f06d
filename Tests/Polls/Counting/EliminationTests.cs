using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Tests.Polls.Counting;

public sealed class EliminationTests
{
    [Fact]
    public void The_capitals_go_to_the_one_left_with_a_majority()
    {
        var outcome = InstantRunoff.Count(4, Profile.Capitals.Ballots, EqualRanks.Forbid, TieOrder.Listed(4));
        Assert.Equal([2, 1], outcome.Rounds.Select(r => r.Excluded).OfType<int>());
        Assert.Equal([42, 0, 0, 58], outcome.Rounds[^1].Votes);
        Assert.Equal("D>A>B>C", Profile.Text(outcome.Ranking));
    }

    [Fact]
    public void A_tie_without_an_earlier_difference_goes_to_the_lot()
    {
        var outcome = InstantRunoff.Count(5, Profile.Schulze.Ballots, EqualRanks.Forbid, TieOrder.Listed(5));
        Assert.Equal(3, outcome.Rounds[0].Excluded);
        var lot = outcome.Lots[0];
        Assert.Equal((2, 4), (lot.Round, lot.Decided));
        Assert.Equal([1, 4], lot.Tied);
    }

    [Fact]
    public void A_tie_looks_back_to_the_last_stage_with_a_difference()
    {
        // B and C stand at 4 in the second stage; in the first C had 3 and B 4.
        var outcome = InstantRunoff.Count(4, Profile.Parse("6 A, 4 B, 3 C, 1 DC").Ballots, EqualRanks.Forbid, TieOrder.Of([2, 1, 0, 3]));
        Assert.Equal([3, 2], outcome.Rounds.Select(r => r.Excluded).OfType<int>());
        Assert.Empty(outcome.Lots);
    }

    [Theory]
    [InlineData("exhaust", 3, new long[] { 4, 5, 0, 3 })]
    [InlineData("skip", 0, new long[] { 4, 5, 0, 6 })]
    public void A_shared_rank_ends_a_paper_or_is_passed_over(string equalRanks, int exhausted, long[] votes)
    {
        var rule = Enum.Parse<EqualRanks>(equalRanks, ignoreCase: true);
        var outcome = InstantRunoff.Count(4, Profile.Parse("4 A, 5 B, 3 C(AB)D, 3 DC").Ballots, rule, TieOrder.Of([0, 1, 3, 2]));
        Assert.Equal(2, outcome.Rounds[0].Excluded);
        var after = outcome.Rounds[1];
        Assert.Equal(exhausted, after.Exhausted);
        Assert.Equal(votes, after.Votes);
    }

    [Fact]
    public void A_shared_rank_with_one_option_left_is_a_plain_one()
    {
        var outcome = InstantRunoff.Count(3, Profile.Parse("2 (AB)C, 4 C, 3 A").Ballots, EqualRanks.Exhaust, TieOrder.Listed(3));
        Assert.Equal(2, outcome.Rounds[0].Exhausted);
        Assert.Equal([2], outcome.Winners);
    }

    [Fact]
    public void The_runoff_is_what_a_count_voter_by_voter_finds()
    {
        var random = new Random(8);
        for (var election = 0; election < 500; election++)
        {
            var profile = Profile.Random(random, equalRanks: false);
            Assert.Equal(NaiveRunoff(profile), InstantRunoff.Count(profile.Options, profile.Ballots, EqualRanks.Forbid, TieOrder.Listed(profile.Options)).Winners[0]);
        }
    }

    /// <summary>Counts every ballot anew in every round; ties look back through all rounds, then the last listed leaves.</summary>
    private static int NaiveRunoff(Profile profile)
    {
        var left = Enumerable.Range(0, profile.Options).ToList();
        var history = new List<Dictionary<int, int>>();
        while (true)
        {
            var tops = profile.EachVoter().Select(tiers => tiers.SelectMany(t => t).Where(left.Contains).Cast<int?>().FirstOrDefault()).OfType<int>().ToList();
            var votes = left.ToDictionary(option => option, option => tops.Count(top => top == option));
            history.Add(votes);
            var leader = left.MaxBy(option => votes[option]);
            if (left.Count == 1 || votes[leader] * 2 > tops.Count)
            {
                return leader;
            }

            left.Remove(left.Aggregate((a, b) => LooksBack(a, b) < 0 ? a : b));

            int LooksBack(int a, int b) => Enumerable.Reverse(history).Select(stage => stage[a].CompareTo(stage[b])).FirstOrDefault(difference => difference != 0);
        }
    }
}
