using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>Dispatches with something to claim, by lane; each stands in its line once.</summary>
internal sealed class ReadyPlaces
{
    private readonly Queue<WorkPlace>[] lines = [new(), new(), new()];
    private readonly HashSet<WorkPlace> standing = [];

    public bool IsEmpty => standing.Count == 0;

    public bool Any(Lane lane) => lines[(int)lane].Count > 0;

    public void Add(WorkPlace place)
    {
        if (standing.Add(place))
        {
            lines[(int)place.Lane].Enqueue(place);
        }
    }

    public WorkPlace Take(Lane lane)
    {
        var place = lines[(int)lane].Dequeue();
        standing.Remove(place);
        return place;
    }
}
