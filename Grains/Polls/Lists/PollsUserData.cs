using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Lists;

namespace OrleansBackends.Grains.Polls.Lists;

/// <summary>
/// A person's polls, comments and named ballots. Erased, comments and drafts go; polls go on without an owner, and ballots stay without a name, because
/// a result that others rely on rests on them.
/// </summary>
internal sealed class PollsUserData(IGrainFactory grains) : IUserExport, IUserErasure
{
    private const int Step = 50;

    public string Slice => "polls";

    private IPollQueries Queries => grains.GetGrain<IPollQueries>(0);

    public async Task<Page<string>> Export(UserId user, string? cursor, CancellationToken cancellation) =>
        cursor is null || Parts.Read(cursor) is { Part: Parts.Polls } ? await ExportPolls(user, cursor is null ? null : Parts.Read(cursor)!.After)
        : Parts.Read(cursor) is { Part: Parts.Votes } votes ? await ExportVotes(user, votes.After)
        : await ExportComments(user, Parts.Read(cursor)!.After);

    public async Task<bool> EraseStep(UserId user, CancellationToken cancellation)
    {
        var comments = await Queries.CommentsOf(user, "", 0, Step);
        foreach (var comment in comments)
        {
            (await grains.GetGrain<IPollCommentsGrain>(PollKey.Poll(comment.Poll)).DeleteComment(user, comment.Id)).Require();
        }

        var ballots = await Queries.BallotsOf(user, Step);
        foreach (var shard in ballots.GroupBy(ballot => ballot.Shard))
        {
            await grains.GetGrain<IShardGrain>(shard.Key).Forget(user, [.. shard.Select(ballot => ballot.Seq)]);
        }

        var polls = (await Queries.Owned(user, new PollFilter(), new PageRequest(Step, null))).Require().Items;
        foreach (var poll in polls)
        {
            await grains.GetGrain<IPollGrain>(PollKey.Poll(poll.Id)).ForgetOwner(user);
        }

        return comments.Count < Step && ballots.Count < Step && polls.Count < Step;
    }

    private async Task<Page<string>> ExportPolls(UserId user, string? after)
    {
        var page = (await Queries.Owned(user, new PollFilter(), new PageRequest(Step, after))).Require();
        var polls = await Task.WhenAll(page.Items.Select(poll => grains.GetGrain<IPollGrain>(PollKey.Poll(poll.Id)).Get(user)));
        return new Page<string>(
            [.. polls.Where(poll => poll.IsOk).Select(poll => DocumentJson.Write(poll.Value))],
            page.NextCursor is { } next ? Parts.Write(Parts.Polls, next) : Parts.Write(Parts.Votes, null));
    }

    private async Task<Page<string>> ExportVotes(UserId user, string? after)
    {
        var page = (await Queries.Voted(user, new PageRequest(Step, after))).Require();
        var ballots = await Task.WhenAll(page.Items.Select(poll => BallotOf(user, poll)));
        return new Page<string>(
            [.. ballots.OfType<string>()], page.NextCursor is { } next ? Parts.Write(Parts.Votes, next) : Parts.Write(Parts.Comments, null));
    }

    private async Task<string?> BallotOf(UserId user, PollItem item)
    {
        if (await grains.GetGrain<IPollGrain>(PollKey.Poll(item.Id)).Get(user) is not { IsOk: true, Value: { Shards: > 0 } poll })
        {
            return null;
        }

        var voter = Voter.Of(user);
        var own = await grains.GetGrain<IShardGrain>(PollKey.Shard(poll.Id, PollKey.ShardOf(voter.Identity, poll.Shards))).Mine(voter);
        return own.IsOk ? DocumentJson.Write(new { Poll = poll.Id, own.Value.CastAt, own.Value.Ballot }) : null;
    }

    private async Task<Page<string>> ExportComments(UserId user, string? after)
    {
        var (poll, id) = after?.Split('.') is [var p, var i] ? (p, long.Parse(i, System.Globalization.CultureInfo.InvariantCulture)) : ("", 0L);
        var comments = await Queries.CommentsOf(user, poll, id, Step);
        return new Page<string>(
            [.. comments.Select(DocumentJson.Write)], comments.Count == Step ? Parts.Write(Parts.Comments, $"{comments[^1].Poll}.{comments[^1].Id}") : null);
    }

    /// <summary>Where an export goes on: in which of the lists, and after what.</summary>
    private sealed record Parts(string Part, string? After)
    {
        public const string Polls = "polls";
        public const string Votes = "votes";
        public const string Comments = "comments";

        public static Parts? Read(string cursor) => cursor.Split(' ', 2) is [var part, var after] ? new Parts(part, after == "" ? null : after) : null;

        public static string Write(string part, string? after) => $"{part} {after}";
    }
}
