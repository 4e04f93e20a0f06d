using Microsoft.Extensions.Logging;
using OrleansBackends.Grains.Interfaces.Polls;
using OrleansBackends.Grains.Interfaces.Polls.Ballots;
using OrleansBackends.Grains.Interfaces.Polls.Results;
using OrleansBackends.Grains.Polls.Proofs;
using OrleansBackends.Grains.Polls.Results;

namespace OrleansBackends.Grains.Polls;

/// <summary>
/// Counts of the poll. While somebody watches, the shards are asked every quarter of a second and a result that changed is sent as a whole; nobody
/// watching costs nothing.
/// </summary>
internal sealed partial class PollGrain
{
    /// <summary>Watchers need no history: who missed more than these is sent the newest snapshot.</summary>
    private const int KeptEvents = 8;

    private const int Engine = 1;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How often papers are moved from option to option again.</summary>
    private static readonly TimeSpan RankingInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<PollMethod, PollResult> results = [];
    private PollCounts? counts;
    private DateTimeOffset pulledAt;
    private bool isStale;
    private PollResult? shown;
    private IGrainTimer? ticking;

    public async Task<Result<PollResult>> Results(PollMethod? method, Voter? viewer)
    {
        await CatchUp();
        if ((await RefuseCounts(viewer) ?? RefuseMethod(method)) is { } refused)
        {
            return refused;
        }

        var wanted = method ?? Poll.Definition.Paper().Method;
        var result = Poll.Final is { } final && final.Method == wanted ? final : await Current(wanted);
        return Poll.IsWithheld(result) ? PollErrors.TooFewBallots : result;
    }

    public async Task<Result<Done>> MaySee(Voter? viewer) => await RefuseCounts(viewer) is { } refused ? refused : Done.Ok;

    public Task<Result<PollAudit>> Audit() => Task.FromResult<Result<PollAudit>>(
        Missing is { } missing ? missing
        : Poll.Final is { } result ? Show(result, new PollTree(Poll.Roots))
        : PollErrors.NotClosed);

    private PollAudit Show(PollResult result, PollTree tree) =>
        new(Poll.Seed, Poll.SeedHash, result.Method, Engine, result.Ballots, result.Ties, tree.Root, tree.Leaves, Poll.Roots);

    private async Task<Error?> RefuseCounts(Voter? viewer) =>
        Missing is { } missing ? missing
        : Poll.Status == PollStatus.Draft ? PollErrors.NotFound
        : Poll.Status == PollStatus.Closed || Poll.Definition.Visibility == ResultVisibility.Live ? null
        : Poll.Definition.Visibility == ResultVisibility.AfterClose ? PollErrors.HiddenUntilClose
        : viewer is not null && Poll.Shards > 0 && await Shards[PollKey.ShardOf(viewer.Identity, Poll.Shards)].HasVoted(viewer) ? null
        : PollErrors.HiddenUntilVote;

    private Error? RefuseMethod(PollMethod? method) =>
        method is { } wanted && !PollMethods.Of(Poll.Definition.Type, Poll.Definition.Max > 1).Contains(wanted) ? PollErrors.MethodDoesNotFit : null;

    /// <summary>At most a moment old.</summary>
    private async Task<PollResult> Current(PollMethod method)
    {
        var now = counts ?? NewCounts();
        var looks = method.Eliminates();
        var isClosed = Poll.Status == PollStatus.Closed;
        if (pulledAt + Interval <= Now || (looks && !results.ContainsKey(method)))
        {
            await Pull(now, looks);
        }

        var isPaused = looks && !isClosed && now.HasTooManyRankings;
        if (!results.TryGetValue(method, out var known) || (known.Seq != now.Seq && !isPaused))
        {
            known = results[method] = await Count(Poll, method);
        }

        return known with
        {
            State = Poll.StatusAt(Now),
            Final = isClosed,
            LivePaused = isPaused ? true : null,
            Stale = isStale ? true : null,
            AwaitingCastingVote = null,
        };
    }

    private PollCounts NewCounts() => counts = new PollCounts(Poll.Definition.Paper(), Shards, services.Options.LiveRankings);

    private async Task Pull(PollCounts from, bool rankings)
    {
        try
        {
            await from.Pull(rankings);
            (isStale, pulledAt) = (false, Now);
        }
        catch (Exception fault) when (results.Count > 0)
        {
            isStale = true;
            LogStale(logger, fault, Id);
        }
    }

    private async Task<PollResult> Count(PollState poll, PollMethod method)
    {
        var (paper, now) = (poll.Definition.Paper(), counts ?? NewCounts());
        var isFinal = poll.Status is PollStatus.Closing or PollStatus.Closed;
        var result = await GrainFactory.GetGrain<ITallyGrain>(0).Count(new TallyRequest
        {
            Paper = paper,
            Method = method,
            Sums = now.Sums(),
            Rankings = isFinal || !method.Eliminates() ? null : now.HasTooManyRankings ? [] : now.Rankings(),
            Shards = ShardKeys,
            Seed = poll.Status == PollStatus.Closed ? Convert.FromHexString(poll.Seed) : Unseal(poll.Seed, nameof(PollState.Seed)),
            Ties = poll.Definition.Ties,
            CastingVote = poll.CastingVote,
        });
        return result with { Seq = now.Seq, State = isFinal ? PollStatus.Closed : poll.StatusAt(Now), Final = isFinal, AwaitingCastingVote = isFinal ? result.AwaitingCastingVote : null };
    }

    private async Task<LiveBatch> WatchCounts(ILiveObserver observer, string? after)
    {
        if (Missing is null && !feed.IsWatched)
        {
            shown = Showable(Poll.Final ?? await Current(Poll.Definition.Paper().Method));
        }

        var batch = feed.Watch(observer, after);
        if (Missing is null && Poll.Final is null)
        {
            ticking ??= this.RegisterGrainTimer(static (poll, _) => poll.Tick(), this, new GrainTimerCreationOptions(Interval, Interval));
        }

        return batch;
    }

    private async Task Tick()
    {
        if (!feed.IsWatched || Missing is not null || Poll.Final is not null)
        {
            ticking?.Dispose();
            ticking = null;
            return;
        }

        var method = Poll.Definition.Paper().Method;
        if (Poll.Shards > 0 && (!method.Eliminates() || pulledAt + RankingInterval <= Now))
        {
            var next = await Current(method);
            if (next.Seq != shown?.Seq || next.Stale != shown.Stale)
            {
                PublishResult(next);
            }
        }
    }

    private LiveSnapshot? Snapshot() => Missing is null && shown is { } now ? new LiveSnapshot("results", Short(now)) : null;

    private void PublishResult(PollResult result)
    {
        shown = Showable(result);
        if (shown is not null)
        {
            feed.Publish("results", Short(shown));
        }
    }

    private PollResult? Showable(PollResult result) => Poll.IsWithheld(result) ? null : result;

    /// <summary>Without what grows with the square of the options: a snapshot stays under 16 KB, and the rest is read on request.</summary>
    private static PollResult Short(PollResult result) => result with { Rounds = null, Matrix = null, Skipped = null };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A shard of poll {Id} cannot be reached; its last count is shown.")]
    private static partial void LogStale(ILogger logger, Exception fault, string id);
}
