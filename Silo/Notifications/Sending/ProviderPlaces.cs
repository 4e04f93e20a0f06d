using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>One provider of an application: its window, its breaker, whose turn it is, and where there is something to claim.</summary>
internal sealed class ProviderPlaces(string app, string name, int window)
{
    private readonly LaneRota rota = new();
    private readonly ReadyPlaces ready = new();
    private readonly int[] asked = new int[3];
    private Breaker breaker = Breaker.Closed;

    public string App => app;

    public string Name => name;

    public ProviderWindow Window { get; } = new(window);

    /// <summary>Stands in its application's line.</summary>
    public bool IsWaiting { get; set; }

    public bool HasReady => !ready.IsEmpty;

    /// <summary>Answers properly, as far as is known.</summary>
    public bool IsWell => breaker == Breaker.Closed;

    public bool IsIdle => IsWell && ready.IsEmpty && Window.IsIdle && asked.Sum() == 0;

    public void Add(WorkPlace place) => ready.Add(place);

    public Turn? Next(int most, DateTimeOffset now)
    {
        if (rota.Next(Demand(Lane.Otp, most, now), Demand(Lane.Transactional, most, now), Demand(Lane.Bulk, most, now)) is not { } next)
        {
            return null;
        }

        var turn = new Turn(ready.Take(next.Lane), next.Most);
        Retake(turn, now);
        return turn;
    }

    /// <summary>Reserves what a claim may bring.</summary>
    public void Retake(Turn turn, DateTimeOffset now)
    {
        Window.Take(turn.Place.Lane, turn.Most);
        asked[(int)turn.Place.Lane]++;
        breaker = breaker.Begun(turn.Place.Lane, now);
    }

    public void Claimed(Turn turn, int count)
    {
        Window.GiveBack(turn.Place.Lane, turn.Most - count);
        asked[(int)turn.Place.Lane]--;
        if (count == 0)
        {
            breaker = breaker.NotBegun(turn.Place.Lane);
        }
    }

    public void HandedOver(SendReport report, DateTimeOffset now)
    {
        Window.HandedOver(report.Lane);
        breaker = breaker.After(report, now);
    }

    /// <summary>When the breaker lets something go that is ready and may not go yet; null when nothing waits for that alone.</summary>
    public DateTimeOffset? Resumes(DateTimeOffset now) =>
        Enum.GetValues<Lane>().Where(ready.Any).Select(breaker.Next).Where(next => next > now && next < DateTimeOffset.MaxValue).Order()
            .Cast<DateTimeOffset?>().FirstOrDefault();

    private LaneDemand Demand(Lane lane, int most, DateTimeOffset now)
    {
        // A claim costs a call: but for codes it waits until it is worth several messages.
        var room = Window.Room(lane);
        var isWorth = lane == Lane.Otp || room >= Math.Max(1, window / 4);
        return new LaneDemand(ready.Any(lane) && isWorth ? breaker.Allow(lane, Math.Min(most, room), now) : 0, asked[(int)lane] > 0);
    }
}
