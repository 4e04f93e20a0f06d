using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>
/// Names claims. One that got no answer may have been given messages all the same, so the next claim at that place is made again under its name.
/// </summary>
internal sealed class ClaimTickets(TimeProvider time)
{
    private readonly Dictionary<WorkPlace, Stack<Guid>> unanswered = [];
    private readonly Lock changing = new();

    public (Guid Ticket, bool Again) Next(WorkPlace place)
    {
        lock (changing)
        {
            if (!unanswered.TryGetValue(place, out var tickets))
            {
                return (Ids.New(time), false);
            }

            var ticket = tickets.Pop();
            if (tickets.Count == 0)
            {
                unanswered.Remove(place);
            }

            return (ticket, true);
        }
    }

    public void NoAnswer(WorkPlace place, Guid ticket)
    {
        lock (changing)
        {
            (unanswered.TryGetValue(place, out var tickets) ? tickets : unanswered[place] = []).Push(ticket);
        }
    }

    /// <summary>Another claim at this place waits to be made again.</summary>
    public bool Any(WorkPlace place)
    {
        lock (changing)
        {
            return unanswered.ContainsKey(place);
        }
    }
}
