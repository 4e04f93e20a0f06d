using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>One provider of an application: its window, whose turn it is, and where there is something to claim.</summary>
internal sealed class ProviderPlaces(string app, int window)
{
    private readonly LaneRota rota = new();
    private readonly ReadyPlaces ready = new();
    private readonly int[] asked = new int[3];

    public string App => app;

    public ProviderWindow Window { get; } = new(window);

    /// <summary>Stands in its application's line.</summary>
    public bool IsWaiting { get; set; }

    public bool HasReady => !ready.IsEmpty;

    public bool IsIdle => ready.IsEmpty && Window.IsIdle && asked.Sum() == 0;

    public void Add(WorkPlace place) => ready.Add(place);

    public Turn? Next(int most)
    {
        if (rota.Next(Demand(Lane.Otp, most), Demand(Lane.Transactional, most), Demand(Lane.Bulk, most)) is not { } next)
        {
            return null;
        }

        Window.Take(next.Lane, next.Most);
        asked[(int)next.Lane]++;
        return new Turn(ready.Take(next.Lane), next.Most);
    }

    public void Claimed(Turn turn, int count)
    {
        Window.GiveBack(turn.Place.Lane, turn.Most - count);
        asked[(int)turn.Place.Lane]--;
    }

    private LaneDemand Demand(Lane lane, int most)
    {
        // A claim costs a call: but for codes it waits until it is worth several messages.
        var room = Window.Room(lane);
        var isWorth = lane == Lane.Otp || room >= Math.Max(1, window / 4);
        return new LaneDemand(ready.Any(lane) && isWorth ? Math.Min(most, room) : 0, asked[(int)lane] > 0);
    }
}
