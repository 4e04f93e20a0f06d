using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;

namespace OrleansBackends.Silo.Common.Journals;

/// <summary>
/// Commits the appends of many grains together: what arrives while a commit runs goes into the next. One commit of a lane runs at a time and a
/// stream stays in its lane, so the appends of a handle become durable in order.
/// </summary>
internal sealed partial class JournalLane : IAsyncDisposable
{
    private readonly Channel<PendingAppend> queue = Channel.CreateUnbounded<PendingAppend>(new UnboundedChannelOptions { SingleReader = true });
    private readonly JournalStore store;
    private readonly JournalMetrics metrics;
    private readonly ILogger logger;
    private readonly Task commits;

    public JournalLane(JournalStore store, JournalMetrics metrics, ILogger logger)
    {
        this.store = store;
        this.metrics = metrics;
        this.logger = logger;
        commits = Task.Run(CommitBatches);
    }

    public Task<long> Enqueue(PendingAppend append) =>
        queue.Writer.TryWrite(append) ? append.Done : Task.FromException<long>(new ObjectDisposedException(nameof(JournalLane)));

    /// <summary>Commits what is still waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await commits;
    }

    private async Task CommitBatches()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            // Those whom the last commit answered come again at once: they go into this one instead of waiting for it.
            await Task.Yield();
            if (JournalBatch.TakeFrom(queue.Reader) is { Count: > 0 } units)
            {
                await Commit(units);
            }
        }
    }

    private async Task Commit(List<JournalUnit> units)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var lost = await store.Commit(units);
            metrics.Committed(units, Stopwatch.GetElapsedTime(started));
            foreach (var unit in units.Except(lost))
            {
                unit.Succeed();
            }

            foreach (var unit in lost)
            {
                LogLost(logger, unit.Stream.Key);
                unit.Fail(new JournalOwnershipLostException($"Another activation owns {unit.Stream.Key}."));
            }
        }
        catch (DbException refused) when (store.IsRefusal(refused))
        {
            await Refuse(units, refused);
        }
        catch (Exception fault)
        {
            // Whether the commit arrived is not known: every handle ends, and whoever opens the stream next reads what is there.
            LogFailed(logger, fault, units.Count);
            foreach (var unit in units)
            {
                unit.Fail(fault);
            }
        }
    }

    /// <summary>The database took nothing because it refused one entry: only whoever brought that one shall fail.</summary>
    private async Task Refuse(List<JournalUnit> units, DbException refused)
    {
        if (units is [var culprit])
        {
            // The exception itself may quote the entry.
            LogRefused(logger, culprit.Stream.Key, refused.SqlState);
            culprit.Fail(refused);
            return;
        }

        foreach (var unit in units)
        {
            await Commit([unit]);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another activation owns the journal stream {Stream}; this one ends.")]
    private static partial void LogLost(ILogger logger, string stream);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refused an entry of {Stream} ({State}); its owner ends.")]
    private static partial void LogRefused(ILogger logger, string stream, string? state);

    [LoggerMessage(Level = LogLevel.Error, Message = "A journal commit of {Units} streams failed; their owners end.")]
    private static partial void LogFailed(ILogger logger, Exception fault, int units);
}
