using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.WebFrontend.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls;

/// <summary>What several routes share: asking a poll by its id, and its shards.</summary>
internal sealed class PollDesk(IGrainFactory grains, PollCache cache, VoterDesk voters)
{
    /// <summary>Asks the poll, and forgets what is remembered of it.</summary>
    public async Task<Result<T>> Change<T>(string id, Func<IPollGrain, Task<Result<T>>> change)
    {
        if (!PollId.IsWellFormed(id))
        {
            return PollErrors.NotFound;
        }

        var changed = await change(cache.Poll(id));
        cache.Drop(id);
        return changed;
    }

    public async Task<Result<PollView>> Get(string id, UserId? viewer) => PollId.IsWellFormed(id) ? await cache.Poll(id).Get(viewer) : PollErrors.NotFound;

    /// <summary>With the state of the viewer's own ballot.</summary>
    public async Task<Result<PollView>> Show(string id, HttpContext context)
    {
        var found = await Get(id, CurrentUser.From(context.User)?.Id);
        return found.IsOk ? found.Value with { Ballot = await BallotOf(found.Value, context) } : found;
    }

    public IShardGrain ShardOf(PollView poll, Voter voter) => grains.GetGrain<IShardGrain>(KeyOf(poll, voter));

    public static string KeyOf(PollView poll, Voter voter) => PollKey.Shard(poll.Id, PollKey.ShardOf(voter.Identity, poll.Shards));

    private async Task<BallotState> BallotOf(PollView poll, HttpContext context)
    {
        if (poll.Shards == 0 || !voters.Find(poll, context).IsOk)
        {
            return new BallotState(false, null);
        }

        var voter = voters.Find(poll, context).Require();
        var own = await ShardOf(poll, voter).Mine(voter);
        return new BallotState(own.IsOk, own.Value?.Version);
    }
}
