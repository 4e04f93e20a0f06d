using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Polls.Counting;

namespace OrleansBackends.Tests.Polls.Counting;

public sealed class TransferableVoteTests
{
    [Fact]
    public void Food_for_three_seats()
    {
        // Orange, Pear, Chocolate, Strawberry, Sweets are A to E.
        var outcome = Count("4 A, 2 BA, 8 CD, 4 CE, 1 D, 1 E", seats: 3);
        Assert.Equal([2, 0, 3], outcome.Winners);
        Assert.Equal([400_000, 200_000, 600_000, 500_000, 300_000], outcome.Rounds[1].Votes);
        Assert.Equal([1, 4], outcome.Rounds.Select(r => r.Excluded).OfType<int>());
        Assert.Equal(300_000, outcome.Rounds[^1].Exhausted);
    }

    [Fact]
    public void Surplus_is_cut_off_at_five_decimals()
    {
        var outcome = Count("14 AB, 9 AC, 8 AD, 6 BC, 11 C, 9 DB", seats: 2);
        Assert.Equal([0, 2], outcome.Winners);
        Assert.Equal([2_000_000, 1_096_762, 1_419_347, 1_183_864], outcome.Rounds[1].Votes);
        Assert.Equal(1, outcome.Rounds[1].Excluded);
        Assert.Equal(2_019_347, outcome.Rounds[2].Votes[2]);
        // What was cut off when A's surplus was handed on, and then B's papers that name nobody else.
        Assert.Equal(27 + 496_762, outcome.Rounds[2].Exhausted);
    }

    [Fact]
    public void One_seat_needs_half_of_the_valid_papers_and_one_more() => Assert.Equal([3], Count("42 ABCD, 26 BCDA, 15 CDBA, 17 DCBA", seats: 1).Winners);

    [Fact]
    public void As_many_seats_as_options_elects_all() => Assert.Equal([0, 1, 2], Count("5 AB, 3 BC, 2 C", seats: 3).Winners.Order());

    [Fact]
    public void It_is_what_a_count_paper_by_paper_finds()
    {
        var random = new Random(9);
        for (var election = 0; election < 1_000; election++)
        {
            var profile = Profile.Random(random, equalRanks: false);
            var seats = random.Next(1, profile.Options);
            var outcome = TransferableVote.Count(profile.Options, seats, profile.Ballots, EqualRanks.Forbid, TieOrder.Listed(profile.Options));
            Assert.Equal(PaperByPaper.Count(profile, seats), outcome.Winners);
        }
    }

    [Fact]
    public void No_vote_is_made_or_lost()
    {
        var random = new Random(10);
        for (var election = 0; election < 500; election++)
        {
            var profile = Profile.Random(random, equalRanks: true);
            var outcome = TransferableVote.Count(profile.Options, 2, profile.Ballots, EqualRanks.Skip, TieOrder.Listed(profile.Options));
            Assert.All(outcome.Rounds, round => Assert.Equal(profile.Voters * TransferableVote.Unit, round.Votes.Sum() + round.Exhausted));
        }
    }

    private static Outcome Count(string ballots, int seats)
    {
        var profile = Profile.Parse(ballots);
        return TransferableVote.Count(profile.Options, seats, profile.Ballots, EqualRanks.Forbid, TieOrder.Listed(profile.Options));
    }
}
