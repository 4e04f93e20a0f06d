using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Polls.SecretBallots;

namespace OrleansBackends.Tests.Polls.SecretBallots;

public sealed class PendingBallotsTests
{
    [Fact]
    public void However_ballots_come_no_two_snapshots_differ_by_fewer_than_a_step()
    {
        var random = new Random(9);
        for (var poll = 0; poll < 300; poll++)
        {
            var (pending, shown, cast) = (new PendingBallots(), new HashSet<string>(), 0);
            var voters = random.Next(1, 90);
            while (cast < voters)
            {
                var more = Casts(cast, Math.Min(random.Next(1, 9), Math.Min(pending.Room(), voters - cast)));
                cast += more.Count;
                pending = pending.With(more);
                AssertStep(shown, pending, isLast: false);
                if (pending.Room() == 0)
                {
                    pending = Emptied(pending);
                    AssertStep(shown, pending with { Shown = [] }, isLast: false);
                }
            }

            AssertStep(shown, pending.Opened(), isLast: true);
            Assert.Equal(cast, shown.Count);
        }
    }

    [Fact]
    public void Neither_list_is_in_the_order_of_the_votes()
    {
        var pending = new PendingBallots().With(Casts(0, 12)).With(Casts(12, 12));
        Assert.Equal(pending.Voters.Select(voter => voter.Voter).Order(StringComparer.Ordinal), pending.Voters.Select(voter => voter.Voter));
        Assert.All([pending.Shown, pending.Held], ballots => Assert.Equal(ballots.Select(ballot => ballot.Nonce).Order(StringComparer.Ordinal), ballots.Select(ballot => ballot.Nonce)));
    }

    private static PendingBallots Emptied(PendingBallots pending)
    {
        var (leaving, ballots) = (pending.Leaving().ToList(), pending.Shown);
        var left = pending.Emptied(1, 1);
        Assert.Equal(ballots.Count, leaving.Count);
        Assert.Equal(left.Voters.Count, left.Held.Count);
        Assert.Equal(pending.Voters, [.. leaving, .. left.Voters]);
        Assert.True(left.Room() > PendingBallots.Most / 2);
        return left;
    }

    /// <summary>Whatever is shown at once and whatever is never shown before the end are at least so many.</summary>
    private static void AssertStep(HashSet<string> shown, PendingBallots pending, bool isLast)
    {
        var fresh = pending.Shown.Count(ballot => !shown.Contains(ballot.Nonce));
        Assert.True(fresh == 0 || fresh >= PollLimits.SecretStep || (isLast && shown.Count == 0));
        shown.UnionWith(pending.Shown.Select(ballot => ballot.Nonce));
        Assert.True(isLast || shown.Count == 0 || pending.Held.Count >= PollLimits.SecretStep);
    }

    private static List<(SecretVoter, SecretBallot)> Casts(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(_ => (new SecretVoter { Voter = Guid.NewGuid().ToString("N") }, new SecretBallot { Nonce = Guid.NewGuid().ToString("N") }))];
}
