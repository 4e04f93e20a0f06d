namespace OrleansBackends.WebFrontend.Chat;

/// <summary>Writes the marks of those who sent something, once a second and when the process ends.</summary>
internal sealed partial class SentMarkRounds(SentMarks marks, TimeProvider time, ILogger<SentMarkRounds> logger) : BackgroundService
{
    private const int AtOnce = 32;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAll(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var round = new PeriodicTimer(Every, time);
        while (await round.WaitForNextTickAsync(stoppingToken))
        {
            await WriteAll(stoppingToken);
        }
    }

    private Task WriteAll(CancellationToken stopping) => Parallel.ForEachAsync(
        marks.Senders(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping }, async (sender, _) => await Attempt(sender));

    private async Task Attempt(UserId sender)
    {
        try
        {
            await marks.Write(sender);
        }
        catch (Exception fault)
        {
            LogNotWritten(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Read marks of somebody who sent could not be written; the next round tries again.")]
    private static partial void LogNotWritten(ILogger logger, Exception fault);
}
