using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Polls.Ballots;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Tests.Polls.Counting;

public sealed class BallotTallyTests
{
    public static TheoryData<PollType> Types => [.. Enum.GetValues<PollType>()];

    [Theory, MemberData(nameof(Types))]
    public void Any_split_into_shards_and_any_order_count_the_same(PollType type)
    {
        var random = new Random(11);
        for (var poll = 0; poll < 60; poll++)
        {
            var paper = RandomPapers.Of(type, random);
            var ballots = Enumerable.Range(0, random.Next(1, 40)).Select(_ => paper.Read(RandomPapers.Ballot(paper, random)).Require()).ToList();
            var whole = Tally(paper, ballots);
            var shards = ballots.GroupBy(_ => random.Next(4)).Select(shard => Tally(paper, shard)).ToArray();
            random.Shuffle(shards);
            var joined = new BallotTally(paper);
            Array.ForEach(shards, joined.Add);
            AssertSame(paper, whole, joined);
        }
    }

    [Theory, MemberData(nameof(Types))]
    public void A_ballot_that_is_changed_counts_as_if_it_had_never_been_another(PollType type)
    {
        var random = new Random(12);
        for (var poll = 0; poll < 60; poll++)
        {
            var paper = RandomPapers.Of(type, random);
            var cast = Enumerable.Range(0, 12).Select(_ => paper.Read(RandomPapers.Ballot(paper, random)).Require()).ToList();
            var changed = Tally(paper, cast);
            changed.Add(cast[0], -1);
            changed.Add(cast[1]);
            AssertSame(paper, Tally(paper, [cast[1], .. cast.Skip(1)]), changed);
        }
    }

    [Fact]
    public void Dates_are_ordered_by_who_can_come_and_then_by_who_comes_gladly()
    {
        var paper = new BallotPaper { Type = PollType.Date, Method = PollMethod.Date, Options = 3 };
        var tally = Tally(paper, new[] { ("yes", "if-need-be", "no"), ("no", "yes", "yes"), ("yes", "if-need-be", "yes") }
            .Select(b => paper.Read(new Ballot { Answers = Answers(b.Item1, b.Item2, b.Item3) }).Require()));
        Assert.Equal("B>A=C", Profile.Text(paper.By(PollMethod.Date, tally, TieOrder.Listed(3)).Ranking));
    }

    [Fact]
    public void Without_ballots_nobody_wins() => Assert.All(Types, type =>
    {
        var paper = RandomPapers.Of(type, new Random(13));
        Assert.All(PollMethods.Of(type, several: true), method => Assert.Empty(paper.By(method, new BallotTally(paper), TieOrder.Listed(paper.Options)).Winners));
    });

    [Fact]
    public void A_tied_outcome_is_shown_or_decided_by_an_order()
    {
        var tied = Outcome.ByPoints([2, 5, 5, 1]);
        Assert.Equal("B=C>A>D", Profile.Text(tied.Decided(null).Ranking));
        var decided = tied.Decided(TieOrder.Of([3, 2, 1, 0]));
        Assert.Equal("C>B>A>D", Profile.Text(decided.Ranking));
        Assert.Equal([2], decided.Winners);
    }

    private static BallotTally Tally(BallotPaper paper, IEnumerable<MarkedBallot> ballots)
    {
        var tally = new BallotTally(paper);
        foreach (var ballot in ballots)
        {
            tally.Add(ballot);
        }

        return tally;
    }

    private static Dictionary<string, DateAnswer> Answers(params string[] answers) =>
        answers.Select((answer, option) => (BallotPaper.IdOf(option), Enum.Parse<DateAnswer>(answer.Replace("-", "", StringComparison.Ordinal), ignoreCase: true))).ToDictionary();

    private static void AssertSame(BallotPaper paper, BallotTally expected, BallotTally actual)
    {
        Assert.Equal(expected.Ballots, actual.Ballots);
        Assert.All(PollMethods.Of(paper.Type, paper.Most > 1), method =>
        {
            var (a, b) = (paper.By(method, expected, TieOrder.Listed(paper.Options)), paper.By(method, actual, TieOrder.Listed(paper.Options)));
            Assert.Equal(Profile.Text(a.Ranking), Profile.Text(b.Ranking));
            Assert.Equal(a.Winners, b.Winners);
            Assert.Equal(a.Points, b.Points);
            Assert.Equal(a.Rounds.Select(r => string.Join(' ', r.Votes)), b.Rounds.Select(r => string.Join(' ', r.Votes)));
        });
    }
}
