using OrleansBackends.WebFrontend.Chat.Signals;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>A connection ends with its token or its session, also when nothing is said in its rooms.</summary>
internal sealed class StandingRounds(Attendance attendance, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var round = new PeriodicTimer(Every, time);
        while (await round.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var connection in attendance.Connections)
            {
                connection.Live.EndIfOver();
            }
        }
    }
}
