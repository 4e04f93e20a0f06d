using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Polls;
using OrleansBackends.Grains.Polls.Ballots;

namespace OrleansBackends.Tests.Polls.SecretBallots;

[Collection<ClusterCollection>]
public sealed class SecretDeletionTests(ClusterFixture cluster)
{
    private readonly UserId owner = NewPolls.Somebody();

    private QueryDatabase Database => cluster.Services.GetRequiredService<QueryDatabase>();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_deleted_secret_poll_neither_ballots_nor_voters_are_left(bool closed)
    {
        var poll = await SecretPoll.Open(cluster, owner);
        await poll.Vote(0, 300);
        var grain = cluster.Grains.Poll(poll.View.Id);
        if (closed)
        {
            (await grain.Close(owner)).Require();
        }

        (await grain.Delete(owner)).Require();
        Assert.Equal(PollErrors.NotFound, (await grain.Results(null, null)).Error);
        Assert.False((await poll.Shard.CastBatch([SecretPoll.BallotOf(1_000)]))[0].IsOk);
        foreach (var stream in new[] { PollStreams.Voted($"{poll.View.Id}.0"), PollStreams.Bag($"{poll.View.Id}.0") })
        {
            Assert.Equal(["{}"], await Database.Query<string>("SELECT data FROM journal WHERE slice = 'polls' AND stream = @stream", new { stream = stream.ToString() }));
        }

        Assert.Empty(await Database.Query<string>(
            "SELECT grain_key FROM grain_state WHERE state_name = @name AND grain_key = @key AND state IS NOT NULL", new { name = ShardState.Name, key = poll.Document }));
    }
}
