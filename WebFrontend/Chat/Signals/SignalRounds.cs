namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>Mends what signals have lost, and says now and then who was seen here.</summary>
internal sealed partial class SignalRounds(SignalRelay relay, Attendance attendance, ChatDesk desk, TimeProvider time, ILogger<SignalRounds> logger) : BackgroundService
{
    private const int AtOnce = 32;

    private static readonly TimeSpan MendEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var round = new PeriodicTimer(MendEvery, time);
        var told = time.GetTimestamp();
        while (await round.WaitForNextTickAsync(stoppingToken))
        {
            await Attempt(relay.Mend);
            if (time.GetElapsedTime(told) >= SeenEvery)
            {
                told = time.GetTimestamp();
                await Attempt(() => Parallel.ForEachAsync(
                    attendance.Users, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                    async (user, _) => await desk.User(user).Seen()));
            }
        }
    }

    private async Task Attempt(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotDone(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signals could not be mended just now; the next round tries again.")]
    private static partial void LogNotDone(ILogger logger, Exception fault);
}
