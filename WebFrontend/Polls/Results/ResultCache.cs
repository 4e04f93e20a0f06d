using System.Collections.Concurrent;
using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;

namespace OrleansBackends.WebFrontend.Polls.Results;

/// <summary>
/// Results that everybody may see, as they are sent, for a quarter of a second: one serialised answer for all who ask. Those that only some may see are
/// asked for by each of them.
/// </summary>
internal sealed class ResultCache(PollCache polls, TimeProvider time)
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan Life = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<(string Id, PollMethod? Method), Entry> kept = new();

    public async ValueTask<Result<SentResult>> Get(string id, PollMethod? method, Func<PollView, Voter?> viewer)
    {
        var poll = await polls.Get(id);
        if (!poll.IsOk)
        {
            return poll.Error;
        }

        var isForAll = poll.Value.State == PollStatus.Closed || poll.Value.Definition.Visibility == ResultVisibility.Live;
        var now = time.GetUtcNow();
        if (isForAll && kept.TryGetValue((id, method), out var known) && known.Until > now)
        {
            return known.Result;
        }

        var result = (await polls.Poll(id).Results(method, viewer(poll.Value))).Map(SentResult.Of);
        if (isForAll && result.IsOk)
        {
            if (kept.Count >= Capacity)
            {
                kept.Clear();
            }

            kept[(id, method)] = new Entry(result.Value, now + Life);
        }

        return result;
    }

    private sealed record Entry(SentResult Result, DateTimeOffset Until);
}

/// <summary>A result with its bytes.</summary>
internal sealed record SentResult(PollResult Result, byte[] Body, string ETag)
{
    public static SentResult Of(PollResult result) => new(result, JsonSerializer.SerializeToUtf8Bytes(result, WireJson.Options), $"\"{result.Seq}\"");
}
