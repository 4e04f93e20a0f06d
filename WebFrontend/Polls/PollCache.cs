using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Polls;

namespace OrleansBackends.WebFrontend.Polls;

/// <summary>
/// What everybody may know of polls, for a moment: so that a ballot costs no call to its poll. An open poll's terms never change but for a later end, and
/// when it is over its shards know.
/// </summary>
internal sealed class PollCache(IGrainFactory grains, TimeProvider time)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Entry> polls = new(StringComparer.Ordinal);

    public IPollGrain Poll(string id) => grains.GetGrain<IPollGrain>(PollKey.Poll(id));

    public async ValueTask<Result<PollView>> Get(string id)
    {
        if (!PollId.IsWellFormed(id))
        {
            return PollErrors.NotFound;
        }

        var now = time.GetUtcNow();
        if (polls.TryGetValue(id, out var known) && known.Until > now)
        {
            return known.Poll;
        }

        var found = await Poll(id).Get(null);
        if (found.IsOk)
        {
            if (polls.Count >= Capacity)
            {
                polls.Clear();
            }

            polls[id] = new Entry(found.Value, now + Life);
        }

        return found;
    }

    /// <summary>The same for somebody who votes: a poll that may have opened meanwhile is asked again.</summary>
    public async ValueTask<Result<PollView>> GetOpen(string id)
    {
        var found = await Get(id);
        if (found.IsOk && found.Value.State != PollStatus.Open)
        {
            Drop(id);
            found = await Get(id);
        }

        return found;
    }

    public void Drop(string id) => polls.TryRemove(id, out _);

    private sealed record Entry(PollView Poll, DateTimeOffset Until);
}
