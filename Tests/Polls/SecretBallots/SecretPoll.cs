using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.Tests.Polls.SecretBallots;

/// <summary>A secret poll and the ballots its voters were told are in the box, by receipt.</summary>
internal sealed class SecretPoll(ClusterFixture cluster, PollView poll)
{
    public PollView View => poll;

    public Dictionary<string, int> Acknowledged { get; } = [];

    public IShardGrain Shard => cluster.Grains.Shards(poll).Single();

    public string Document => PollKey.Shard(poll.Id, 0);

    public static async Task<SecretPoll> Open(ClusterFixture cluster, UserId owner, PollDefinition? definition = null) => new(
        cluster, await cluster.Grains.MakePoll(owner, (definition ?? NewPolls.Choice()) with { Privacy = PollPrivacy.Secret, AllowChange = false, AllowWithdraw = false }));

    /// <summary>The ballot of a voter is always the same.</summary>
    public static int OptionOf(int voter) => (voter * 7 / 3 % 3) + 1;

    public static CastBallot BallotOf(int voter, UInt128? nonce = null) =>
        new(NewPolls.Voter(voter), NewPolls.For($"o{OptionOf(voter)}"), Nonce: nonce ?? ((UInt128)0xfeed << 64) + (UInt128)(voter * 7_919 + 1));

    public async Task Vote(int from, int count)
    {
        var voters = Enumerable.Range(from, count).ToList();
        var answers = await Shard.CastBatch([.. voters.Select(voter => BallotOf(voter))]);
        for (var i = 0; i < count; i++)
        {
            Acknowledged[answers[i].Require().Receipt] = OptionOf(voters[i]);
        }
    }

    public IEnumerable<long> Expected() => Enumerable.Range(1, 3).Select(option => (long)Acknowledged.Values.Count(chosen => chosen == option));

    public async Task<(long Ballots, IReadOnlyList<long> Counts)> Snapshot()
    {
        var sums = (await Shard.Collect(0, rankings: false)).Sums;
        return (sums.Ballots, sums.Counts);
    }
}
