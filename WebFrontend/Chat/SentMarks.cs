using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat;

/// <summary>
/// How far people have read by what they sent themselves. It waits here and is written once a second, because a call for each message is dear and a
/// second of marks may be lost. Whoever shows somebody their own marks writes theirs first.
/// </summary>
internal sealed class SentMarks(IGrainFactory grains)
{
    private readonly Lock gate = new();
    private readonly Dictionary<UserId, Dictionary<string, SentUpTo>> waiting = [];

    public void Add(UserId sender, SentUpTo mark)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(sender, out var rooms))
            {
                waiting.Add(sender, rooms = []);
            }

            if (!rooms.TryGetValue(mark.Room, out var known) || known.Seq < mark.Seq)
            {
                rooms[mark.Room] = mark;
            }
        }
    }

    /// <summary>Writes what waits of one person; what cannot be written waits on.</summary>
    public async Task Write(UserId sender)
    {
        if (Waiting(sender) is { Length: > 0 } marks)
        {
            await grains.GetGrain<IChatUserGrain>(ChatKey.User(sender)).MarkSent(marks);
            Forget(sender, marks);
        }
    }

    /// <summary>Those of whom something waits.</summary>
    public UserId[] Senders()
    {
        lock (gate)
        {
            return [.. waiting.Keys];
        }
    }

    private SentUpTo[] Waiting(UserId sender)
    {
        lock (gate)
        {
            return waiting.TryGetValue(sender, out var rooms) ? [.. rooms.Values] : [];
        }
    }

    private void Forget(UserId sender, SentUpTo[] written)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(sender, out var rooms))
            {
                foreach (var mark in written.Where(mark => rooms.GetValueOrDefault(mark.Room) == mark))
                {
                    rooms.Remove(mark.Room);
                }

                if (rooms.Count == 0)
                {
                    waiting.Remove(sender);
                }
            }
        }
    }
}
