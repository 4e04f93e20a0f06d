using OrleansBackends.Grains.Interfaces.Notifications;

namespace OrleansBackends.Silo.Notifications.Channels.Email;

/// <summary>
/// Places that are waited for in order of coming, but one-time codes come first, and the last place is never bulk's: a campaign leaves room for a code
/// also where the provider takes few at a time.
/// </summary>
internal sealed class LanePlaces(int most)
{
    private readonly LinkedList<(Lane Lane, TaskCompletionSource Entered)> waiting = new();
    private readonly Lock changing = new();
    private int taken;
    private int bulk;

    public bool AllFree => Volatile.Read(ref taken) == 0;

    public async Task Enter(Lane lane, CancellationToken cancellation)
    {
        LinkedListNode<(Lane, TaskCompletionSource Entered)> place;
        lock (changing)
        {
            place = waiting.AddLast((lane, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
            Admit();
        }

        await using var _ = cancellation.UnsafeRegister(state => GiveUp(place, cancellation), null);
        await place.Value.Entered.Task;
    }

    public void Leave(Lane lane)
    {
        lock (changing)
        {
            Count(lane, -1);
            Admit();
        }
    }

    private void GiveUp(LinkedListNode<(Lane, TaskCompletionSource Entered)> place, CancellationToken cancellation)
    {
        lock (changing)
        {
            if (place.List is not null)
            {
                waiting.Remove(place);
                place.Value.Entered.SetCanceled(cancellation);
            }
        }
    }

    private void Admit()
    {
        while (taken < most && (First(lane => lane == Lane.Otp) ?? First(lane => lane != Lane.Bulk || bulk < most - 1)) is { } next)
        {
            waiting.Remove(next);
            Count(next.Value.Lane, 1);
            next.Value.Entered.SetResult();
        }
    }

    private LinkedListNode<(Lane Lane, TaskCompletionSource Entered)>? First(Func<Lane, bool> may)
    {
        var node = waiting.First;
        while (node is not null && !may(node.Value.Lane))
        {
            node = node.Next;
        }

        return node;
    }

    private void Count(Lane lane, int change)
    {
        taken += change;
        bulk += lane == Lane.Bulk ? change : 0;
    }
}
