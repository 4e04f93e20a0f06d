using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Polls.Ballots;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Tests.Polls.Counting;

public sealed class PointMethodTests
{
    [Fact]
    public void Borda_counts_the_places()
    {
        Assert.Equal([98, 92, 89, 69, 102], Points(Count(PollMethod.Borda, 5, Profile.Schulze)).Select(p => p / 2));
        Assert.Equal([126, 194, 173, 107], Points(Count(PollMethod.Borda, 4, Profile.Capitals)).Select(p => p / 2));
    }

    [Theory]
    [InlineData("1 A", 4, new[] { 6, 2, 2, 2 }, new[] { 6, 0, 0, 0 })]
    [InlineData("1 A(BC)D", 4, new[] { 6, 3, 3, 0 }, new[] { 6, 3, 3, 0 })]
    [InlineData("1 (AB)C", 5, new[] { 7, 7, 4, 1, 1 }, new[] { 7, 7, 4, 0, 0 })]
    public void Equal_ranks_share_places_and_the_unranked_share_the_rest_or_get_none(string ballot, int options, int[] shared, int[] none)
    {
        Assert.Equal(shared, Points(Count(PollMethod.Borda, options, Profile.Parse(ballot))));
        Assert.Equal(none, Points(Count(PollMethod.Borda, options, Profile.Parse(ballot), unrankedShare: false)));
    }

    [Fact]
    public void Borda_gives_each_pair_of_options_one_point_to_share()
    {
        var random = new Random(6);
        for (var election = 0; election < 200; election++)
        {
            var profile = Profile.Random(random, equalRanks: true);
            var halves = Enumerable.Range(0, profile.Options).Select(option => profile.EachVoter().Sum(tiers =>
                Enumerable.Range(0, profile.Options).Where(o => o != option).Sum(other =>
                    2 - Math.Sign(Profile.RankOf(tiers, option).CompareTo(Profile.RankOf(tiers, other))) - 1)));
            Assert.Equal(halves, Points(Count(PollMethod.Borda, profile.Options, profile)));
        }
    }

    [Fact]
    public void Plurality_of_rankings_reports_shared_first_places()
    {
        var outcome = Count(PollMethod.Plurality, 3, Profile.Parse("3 AB, 2 BC, 4 (AC)B, 1 C"));
        Assert.Equal([3, 2, 1], Points(outcome));
        Assert.Equal(4, outcome.Unclear);
        Assert.Equal([0], Count(PollMethod.Plurality, 4, Profile.Capitals).Winners);
    }

    [Fact]
    public void Most_points_win_and_equal_points_are_tied() => Assert.Equal("B=D>A>C", Profile.Text(Outcome.ByPoints([3, 5, 0, 5]).Ranking));

    [Fact]
    public void Means_are_compared_as_fractions_and_too_few_scores_do_not_compete()
    {
        // 10/3 and 7/2 and 20/6, and one perfect score that stands alone.
        var outcome = MeanScore.Count([10, 7, 20, 5], [3, 2, 6, 1], leastScores: 2);
        Assert.Equal("B>A=C>D", Profile.Text(outcome.Ranking));
        Assert.Equal([1], outcome.Winners);
        Assert.Empty(MeanScore.Count([10, 7], [3, 2], leastScores: 4).Winners);
    }

    [Fact]
    public void Means_that_floating_point_cannot_tell_apart_are_told_apart()
    {
        const long Much = 1_000_000_000_000_000;
        Assert.Equal("B>A", Profile.Text(MeanScore.Count([Much, Much + 1], [Much + 1, Much + 2], leastScores: 1).Ranking));
    }

    [Fact]
    public void The_lots_are_drawn_by_the_seed_and_the_ids_alone()
    {
        var ids = Enumerable.Range(1, 20).Select(n => $"o{n}").ToList();
        var drawn = TieOrder.Drawn([1, 2, 3], ids).Options;
        Assert.Equal(drawn, TieOrder.Drawn([1, 2, 3], ids).Options);
        Assert.Equal(Enumerable.Range(0, 20), drawn.Order());
        Assert.NotEqual(drawn, TieOrder.Drawn([1, 2, 4], ids).Options);
        Assert.Equal(drawn.Select(o => ids[o]), TieOrder.Drawn([1, 2, 3], [.. ids.AsEnumerable().Reverse()]).Options.Select(o => ids[19 - o]));
    }

    private static Outcome Count(PollMethod method, int options, Profile profile, bool unrankedShare = true)
    {
        var paper = new BallotPaper { Type = PollType.Ranked, Method = method, Options = options, UnrankedShare = unrankedShare };
        var tally = new BallotTally(paper, keepsRankings: false);
        foreach (var (tiers, count) in profile.Ballots)
        {
            tally.Add(MarkedBallot.Ranked(tiers), count);
        }

        return paper.By(method, tally, TieOrder.Listed(options));
    }

    private static IEnumerable<int> Points(Outcome outcome) => outcome.Points!.Select(p => (int)p);
}
