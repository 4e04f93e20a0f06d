using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>One attempt: whatever happens, it ends in a report.</summary>
internal delegate Task<SendReport> SendMessage(ClaimedMessage claim, CancellationToken cancellation);

/// <summary>
/// Sends what the dispatches of this silo have. It sleeps until one of them rings or a message is done, so nothing polls. At shutdown it claims no
/// more and lets what is under way end, before the silo goes.
/// </summary>
internal sealed partial class SendLoop : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Timers count in these, and may ring one early.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly SenderBell bell;
    private readonly SendMessage send;
    private readonly ReportDelivery delivery;
    private readonly SendFollowUp followUp;
    private readonly SendingOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SendSchedule schedule;
    private readonly ReportBatches reports;
    private readonly ClaimCalls claims;
    private readonly AttemptsInHand inHand;
    private readonly ITimer resume;
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationTokenSource abort = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock turns = new();
    private int underWay;

    public SendLoop(
        SenderBell bell, SendMessage send, AttemptsInHand inHand, ClaimCalls claims, ReportDelivery delivery, SendFollowUp followUp,
        IOptions<SendingOptions> options, TimeProvider time, ILogger<SendLoop> logger)
    {
        (this.bell, this.send, this.inHand, this.claims, this.delivery, this.followUp) = (bell, send, inHand, claims, delivery, followUp);
        (this.time, this.logger) = (time, logger);
        this.options = options.Value;
        schedule = new SendSchedule(this.options.PerProvider, this.options.PerSilo, time);
        resume = time.CreateTimer(_ => Resume(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        reports = new ReportBatches(Deliver);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await closing.CancelAsync();
        bell.Close();
        CompleteIfIdle();
        try
        {
            await drained.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogAborted(logger, Volatile.Read(ref underWay));
            await abort.CancelAsync();
        }
    }

    public override void Dispose()
    {
        bell.Close();
        resume.Dispose();
        closing.Dispose();
        abort.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ends with the bell: a cancelled wait would be a fault to a host that has not yet said that it stops.
        while (options.Enabled && await bell.WaitAsync(CancellationToken.None))
        {
            lock (turns)
            {
                while (bell.TryTake(out var place))
                {
                    schedule.Add(place);
                }
            }

            Pump();
        }
    }

    /// <summary>Begins every claim that is due.</summary>
    private void Pump()
    {
        while (Next() is { } turn)
        {
            Serve(turn).Ignore();
        }

        CompleteIfIdle();
    }

    /// <summary>A provider that was left alone for its failures may be asked again.</summary>
    private void Resume()
    {
        lock (turns)
        {
            schedule.Resume();
        }

        Pump();
    }

    private Turn? Next()
    {
        lock (turns)
        {
            var next = closing.IsCancellationRequested ? null : schedule.Next();
            underWay += next is null ? 0 : 1;
            if (next is null && schedule.Resumes is { } at)
            {
                resume.Change(at - time.GetUtcNow() + Tick, Timeout.InfiniteTimeSpan);
            }

            return next;
        }
    }

    private async Task Serve(Turn turn)
    {
        var claim = claims.Make(turn);
        var isLate = await claims.IsLate(claim);
        if (isLate)
        {
            lock (turns)
            {
                schedule.GiveUp(turn);
            }

            Pump();
        }

        var claimed = await claim;
        if (!claimed.IsAnswered)
        {
            RingLater(turn.Place).Ignore();
        }

        lock (turns)
        {
            if (isLate)
            {
                schedule.Retake(turn);
            }

            schedule.Claimed(turn, claimed.Messages.Count, claimed.More);
            underWay += claimed.Messages.Count - 1;
        }

        foreach (var message in claimed.Messages)
        {
            SendOne(turn.Place, message).Ignore();
        }

        Pump();
    }

    private async Task SendOne(WorkPlace place, ClaimedMessage claim)
    {
        var report = await inHand.Make(place.Dispatch, claim, () => send(claim, abort.Token));
        lock (turns)
        {
            schedule.HandedOver(place, report);
        }

        reports.Post(place.Dispatch, new Attempt(claim, report));
        Pump();
    }

    /// <summary>The next report goes as soon as this one is durable, whoever is still to be told of it.</summary>
    private async Task Deliver(DispatchKey dispatch, IReadOnlyList<Attempt> attempts)
    {
        var reported = await delivery.Deliver(dispatch, attempts, closing.Token);
        lock (turns)
        {
            schedule.Reported(dispatch, attempts.Count);
        }

        FollowUp(dispatch, attempts, reported).Ignore();
        Pump();
    }

    private async Task FollowUp(DispatchKey dispatch, IReadOnlyList<Attempt> attempts, Reported? reported)
    {
        if (reported is not null)
        {
            await followUp.After(attempts, reported);
        }
        else
        {
            foreach (var lane in attempts.Select(attempt => attempt.Report.Lane).Distinct())
            {
                RingLater(new WorkPlace(dispatch, lane)).Ignore();
            }
        }

        lock (turns)
        {
            underWay -= attempts.Count;
        }

        CompleteIfIdle();
    }

    private async Task RingLater(WorkPlace place)
    {
        await Task.Delay(Pause, time, closing.Token);
        bell.Ring(place.Dispatch, place.Lane);
    }

    private void CompleteIfIdle()
    {
        if (closing.IsCancellationRequested && Volatile.Read(ref underWay) == 0)
        {
            drained.TrySetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} messages were still on their way at the end; they will be sent again.")]
    private static partial void LogAborted(ILogger logger, int count);
}
