using System.Buffers.Text;
using System.Globalization;
using System.Text;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Results;

/// <summary>Voters of all shards, one shard after the other.</summary>
internal sealed class VoterList(IGrainFactory grains)
{
    public async Task<Result<Page<VotedView>>> Page(PollView poll, PageQuery page)
    {
        if (Read(page.Cursor, poll.Shards) is not var (shard, after))
        {
            return Errors.InvalidCursor;
        }

        var voters = new List<VotedView>();
        while (shard < poll.Shards)
        {
            var found = await grains.GetGrain<IShardGrain>(PollKey.Shard(poll.Id, shard)).Voters(after, page.Limit - voters.Count);
            voters.AddRange(found.Voters);
            (shard, after) = found.Next is { } next ? (shard, next) : (shard + 1, 0);
            if (voters.Count >= page.Limit)
            {
                break;
            }
        }

        return new Page<VotedView>(voters, shard < poll.Shards ? Write(shard, after) : null);
    }

    private static (int Shard, long After)? Read(string? cursor, int shards)
    {
        if (cursor is null)
        {
            return (0, 0);
        }

        var parts = Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('.') : [];
        return parts is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var shard) && shard < shards
            && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? (shard, after)
            : null;
    }

    private static string Write(int shard, long after) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{shard}.{after}")));
}
