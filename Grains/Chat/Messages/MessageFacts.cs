using OrleansBackends.Grains.Chat.Rooms;

namespace OrleansBackends.Grains.Chat.Messages;

/// <summary>
/// The messages that people are dealing with, as decided so far: the last few hundred asked for or sent. One that is not here is read from the log,
/// once for all who ask at the same time, and only after everything decided is durable, so that nothing about it is missed.
/// </summary>
internal sealed class MessageFacts(Func<Task> settled, Func<long, Task<IReadOnlyList<(long Seq, RoomEntry? Entry)>>> read)
{
    public const int Bound = 512;

    private readonly Dictionary<long, MessageFact> known = [];
    private readonly Queue<long> order = new();
    private readonly Dictionary<long, Task> reading = [];

    public MessageFact? Known(long seq) => known.GetValueOrDefault(seq);

    /// <summary>Takes in an entry that was decided.</summary>
    public void Apply(long seq, RoomEntry entry)
    {
        if (entry is MessageEntry message)
        {
            Keep(MessageFact.Of(seq, message));
        }
        else if (Target(entry) is { } target && known.TryGetValue(target, out var fact))
        {
            known[target] = fact.Apply(seq, entry);
        }
    }

    /// <summary>Makes sure that <see cref="Known"/> tells whether there is such a message.</summary>
    public async Task Load(long seq)
    {
        if (!known.ContainsKey(seq))
        {
            await (reading.TryGetValue(seq, out var under) ? under : reading[seq] = Read(seq));
        }
    }

    private static long? Target(RoomEntry entry) => entry switch
    {
        EditEntry edit => edit.Target,
        DeleteEntry delete => delete.Target,
        ReactionEntry reaction => reaction.Target,
        _ => null,
    };

    private async Task Read(long seq)
    {
        try
        {
            await settled();
            var fact = default(MessageFact);
            foreach (var (at, entry) in await read(seq))
            {
                fact = entry is MessageEntry message && at == seq ? MessageFact.Of(seq, message)
                    : entry is null ? fact
                    : (fact ?? (entry is DeleteEntry ? new MessageFact { Seq = seq } : null))?.Apply(at, entry);
            }

            if (fact is not null && !known.ContainsKey(seq))
            {
                Keep(fact);
            }
        }
        finally
        {
            reading.Remove(seq);
        }
    }

    private void Keep(MessageFact fact)
    {
        known[fact.Seq] = fact;
        order.Enqueue(fact.Seq);
        if (order.Count > Bound)
        {
            known.Remove(order.Dequeue());
        }
    }
}
