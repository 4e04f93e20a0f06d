using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>
/// Names claims. One that got no answer may have been given messages all the same, so the next claim at that place is made again under its name.
/// </summary>
internal sealed class ClaimTickets(SiloAddress sender, TimeProvider time)
{
    private readonly Dictionary<WorkPlace, Stack<ClaimTicket>> unanswered = [];
    private readonly Lock changing = new();

    public ClaimTicket Next(WorkPlace place)
    {
        lock (changing)
        {
            if (!unanswered.TryGetValue(place, out var tickets))
            {
                return new ClaimTicket(Ids.New(time), sender, Again: false);
            }

            var ticket = tickets.Pop();
            if (tickets.Count == 0)
            {
                unanswered.Remove(place);
            }

            return ticket with { Again = true };
        }
    }

    public void NoAnswer(WorkPlace place, ClaimTicket ticket)
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
