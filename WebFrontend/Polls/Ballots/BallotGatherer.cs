using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;

namespace OrleansBackends.WebFrontend.Polls.Ballots;

/// <summary>
/// Sends ballots of one shard together: the first goes at once, and what comes while it is on its way goes in one call with the next, or sooner when
/// there are many. Nobody waits longer for it than for one call.
/// </summary>
/// <param name="send">Takes ballots to the shard with this key, and answers in their order.</param>
internal sealed class BallotGatherer(SendBallots send)
{
    private const int Batch = 64;

    private readonly ConcurrentDictionary<string, Shard> shards = new(StringComparer.Ordinal);

    public Task<Result<CastReceipt>> Cast(string shardKey, CastBallot ballot)
    {
        var waiting = new Waiting(ballot);
        while (true)
        {
            var shard = shards.GetOrAdd(shardKey, key => new Shard(ballots => send(key, ballots)));
            if (shard.TryAdd(waiting, out var batch))
            {
                if (batch is not null)
                {
                    _ = Send(shardKey, shard, batch);
                }

                return waiting.Answer.Task;
            }
        }
    }

    private async Task Send(string shardKey, Shard shard, List<Waiting>? batch)
    {
        while (batch is not null)
        {
            try
            {
                var answers = await shard.Send([.. batch.Select(waiting => waiting.Ballot)]);
                for (var i = 0; i < batch.Count; i++)
                {
                    batch[i].Answer.SetResult(answers[i]);
                }
            }
            catch (Exception fault)
            {
                batch.ForEach(waiting => waiting.Answer.SetException(fault));
            }

            batch = shard.Next(() => shards.TryRemove(shardKey, out _));
        }
    }

    private sealed class Waiting(CastBallot ballot)
    {
        public CastBallot Ballot => ballot;

        public TaskCompletionSource<Result<CastReceipt>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Shard(Func<IReadOnlyList<CastBallot>, Task<IReadOnlyList<Result<CastReceipt>>>> send)
    {
        private readonly Lock gate = new();
        private List<Waiting> waiting = [];
        private int sending;
        private bool ended;

        public Task<IReadOnlyList<Result<CastReceipt>>> Send(IReadOnlyList<CastBallot> ballots) => send(ballots);

        /// <returns>False when it has ended: begin anew.</returns>
        public bool TryAdd(Waiting ballot, out List<Waiting>? batch)
        {
            lock (gate)
            {
                batch = null;
                if (ended)
                {
                    return false;
                }

                waiting.Add(ballot);
                if (sending == 0 || waiting.Count >= Batch)
                {
                    sending++;
                    batch = Take();
                }

                return true;
            }
        }

        /// <summary>What came while one was on its way; null where nothing did.</summary>
        public List<Waiting>? Next(Action end)
        {
            lock (gate)
            {
                if (waiting.Count > 0)
                {
                    return Take();
                }

                if (--sending == 0)
                {
                    ended = true;
                    end();
                }

                return null;
            }
        }

        private List<Waiting> Take()
        {
            var taken = waiting;
            waiting = [];
            return taken;
        }
    }
}

internal delegate Task<IReadOnlyList<Result<CastReceipt>>> SendBallots(string shardKey, IReadOnlyList<CastBallot> ballots);
