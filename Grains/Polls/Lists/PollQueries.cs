using System.Globalization;
using Dapper;
using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Comments;
using OrleansBackends.Grains.Interfaces.Polls.Lists;
using OrleansBackends.Grains.Interfaces.Polls.Proofs;
using OrleansBackends.Grains.Polls.Proofs;

namespace OrleansBackends.Grains.Polls.Lists;

[StatelessWorker, GrainType("pollqueries")]
internal sealed class PollQueries(QueryDatabase database) : Grain, IPollQueries
{
    private static readonly string[] Key = ["grain_key"];

    private const string Columns = "id AS Id, title AS Title, status AS State, type AS Type, owner AS Owner, created_at AS CreatedAt, closes_at AS ClosesAt";

    public Task<Result<Page<PollItem>>> Public(PollFilter filter, PageRequest page) => List("polls_poll", new DynamicParameters(), [], filter, page);

    public Task<Result<Page<PollItem>>> Owned(UserId owner, PollFilter filter, PageRequest page) =>
        List("polls_owned", new DynamicParameters(new { owner = owner.ToString() }), ["owner = @owner"], filter, page);

    public async Task<Result<Page<PollItem>>> Voted(UserId user, PageRequest page)
    {
        if (Place.Read(page.Cursor) is not { } place)
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<PollRow>(
            $"""
            SELECT {Columns}, voted_at AS SortKey FROM polls_voted
             WHERE user_id = @user AND (voted_at, id) < (@at, @id) ORDER BY voted_at DESC, id DESC LIMIT @take
            """,
            new { user = user.ToString(), at = place.At, id = place.Id, take = page.Limit + 1 });
        return rows.ToPage(page.Limit, row => row.ToItem(), row => [row.SortKey, row.Id]);
    }

    public async Task<Result<Page<CommentView>>> Comments(string poll, PageRequest page)
    {
        var before = long.MaxValue;
        if (page.Cursor is { } cursor
            && (Cursor.Decode(cursor, 1) is not [var text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before)))
        {
            return Errors.InvalidCursor;
        }

        var rows = await database.Query<CommentRow>(
            "SELECT seq AS Seq, author AS Author, text AS Text, at AS At FROM polls_comment WHERE stream = @stream AND seq < @before ORDER BY seq DESC LIMIT @take",
            new { stream = PollStreams.Comments(poll).ToString(), before, take = page.Limit + 1 });
        return rows.ToPage(page.Limit, row => row.ToView(), row => [row.Seq.ToString(CultureInfo.InvariantCulture)]);
    }

    public async Task<Page<BallotCount>> Ballots(string poll, int shards, string after, int limit)
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, shards).Select(i => GrainFactory.GetGrain<IShardGrain>(PollKey.Shard(poll, i)).Page(after, limit)));
        // Beyond the end of a full page a shard may have more that come before what others have sent.
        var sure = pages.Where(page => page.Count == limit).Select(page => page[^1].Text).Min(StringComparer.Ordinal);
        var merged = pages.SelectMany(page => page).Where(ballot => sure is null || string.CompareOrdinal(ballot.Text, sure) <= 0)
            .GroupBy(ballot => ballot.Text, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new BallotCount(group.Key, group.Sum(ballot => ballot.Count)));
        return new Page<BallotCount>([.. merged], sure);
    }

    public async Task<Result<ReceiptProof>> Prove(string poll, string receipt)
    {
        var audit = await GrainFactory.GetGrain<IPollGrain>(PollKey.Poll(poll)).Audit();
        if (!audit.IsOk)
        {
            return audit.Error;
        }

        var (roots, whole) = (audit.Value.Shards, new PollTree(audit.Value.Shards));
        var found = await Task.WhenAll(Enumerable.Range(0, roots.Count).Select(i => GrainFactory.GetGrain<IShardGrain>(PollKey.Shard(poll, i)).Prove(receipt)));
        var proofs = found.Select((proof, i) => proof is null ? null : whole.Extend(i, proof)).OfType<ReceiptProof>().ToList();
        return proofs switch
        {
            [] => BallotErrors.NoReceipt,
            [var only] => only,
            [var first, .. var others] => first with { Others = others },
        };
    }

    public async Task<IReadOnlyList<WrittenInvite>> Invites(string poll, int after, int limit)
    {
        var rows = await database.Query<InviteRow>(
            "SELECT n AS N, label AS Label, revoked AS Revoked FROM polls_invite WHERE stream = @stream AND n > @after ORDER BY n LIMIT @limit",
            new { stream = PollStreams.Invites(poll).ToString(), after, limit });
        return [.. rows.Select(row => new WrittenInvite((int)row.N, row.Label, row.Revoked > 0))];
    }

    public async Task<IReadOnlyList<NamedBallot>> BallotsOf(UserId user, int limit)
    {
        var rows = await database.Query<NamedRow>(
            "SELECT stream AS Stream, seq AS Seq FROM polls_named WHERE user_id = @user ORDER BY stream, seq LIMIT @limit",
            new { user = user.ToString(), limit });
        return [.. rows.Select(row => new NamedBallot("shard:" + PollKey.IdOf(row.Stream), row.Seq))];
    }

    public async Task<IReadOnlyList<OwnComment>> CommentsOf(UserId user, string afterPoll, long afterId, int limit)
    {
        var rows = await database.Query<OwnCommentRow>(
            """
            SELECT stream AS Stream, seq AS Seq, text AS Text, at AS At FROM polls_comment
             WHERE author = @user AND (stream, seq) > (@stream, @afterId) ORDER BY stream, seq LIMIT @limit
            """,
            new { user = user.ToString(), stream = afterPoll == "" ? "" : PollStreams.Comments(afterPoll).ToString(), afterId, limit });
        return [.. rows.Select(row => new OwnComment(PollKey.IdOf(row.Stream), row.Seq, row.Text, Row.Instant(row.At)))];
    }

    private async Task<Result<Page<PollItem>>> List(string view, DynamicParameters parameters, List<string> conditions, PollFilter filter, PageRequest page)
    {
        if (Place.Read(page.Cursor) is not { } place)
        {
            return Errors.InvalidCursor;
        }

        if (filter.State is { } state)
        {
            conditions.Add("status = @status");
            parameters.Add("status", DocumentJson.Write(state).Trim('"'));
        }

        if (filter.Words is { } words)
        {
            conditions.Add(database.Dialect.MatchIndexed("search", Key, "polls_words", "@words"));
            parameters.Add("words", database.Dialect.IndexedWords(words));
        }

        conditions.Add("(created_at, id) < (@at, @id)");
        parameters.AddDynamicParams(new { at = place.At, id = place.Id, take = page.Limit + 1 });
        var rows = await database.Query<PollRow>(
            $"SELECT {Columns}, created_at AS SortKey FROM {view} WHERE {string.Join(" AND ", conditions)} ORDER BY created_at DESC, id DESC LIMIT @take", parameters);
        return rows.ToPage(page.Limit, row => row.ToItem(), row => [row.SortKey, row.Id]);
    }

    /// <summary>The last poll shown.</summary>
    private sealed record Place(string At, string Id)
    {
        /// <summary>Later than every instant there is.</summary>
        private static readonly Place Start = new("~", "~");

        public static Place? Read(string? cursor) => cursor is null ? Start : Cursor.Decode(cursor, 2) is [var at, var id] ? new Place(at, id) : null;
    }
}
