using System.Collections.Immutable;
using OrleansBackends.Grains.Chat.Rooms;

namespace OrleansBackends.Grains.Chat.Messages;

/// <summary>What a room must know of one message to decide about it, with what is decided but not durable yet.</summary>
internal sealed record MessageFact
{
    public required long Seq { get; init; }
    public long N { get; init; }
    public UserId? By { get; init; }
    public string? Hook { get; init; }
    public string? Cid { get; init; }
    public long? ReplyTo { get; init; }
    public bool AlsoInRoom { get; init; }
    public DateTimeOffset At { get; init; }
    public bool Deleted { get; init; }

    /// <summary>Everybody whom any version of it has mentioned.</summary>
    public ImmutableHashSet<UserId> Mentioned { get; init; } = [];

    /// <summary>The entries that hold a text of it.</summary>
    public ImmutableList<long> Texts { get; init; } = [];

    public ImmutableDictionary<string, ImmutableHashSet<UserId>> Reactions { get; init; } = ImmutableDictionary<string, ImmutableHashSet<UserId>>.Empty;

    public static MessageFact Of(long seq, MessageEntry message) => new()
    {
        Seq = seq,
        N = message.N,
        By = message.By,
        Hook = message.Hook,
        Cid = message.Cid,
        ReplyTo = message.ReplyTo,
        AlsoInRoom = message.AlsoInRoom,
        At = message.At,
        Texts = [seq],
        Mentioned = [.. message.Mentions ?? []],
    };

    public int CountOf(string emoji) => Reactions.GetValueOrDefault(emoji)?.Count ?? 0;

    public bool HasReaction(UserId by, string emoji) => Reactions.GetValueOrDefault(emoji)?.Contains(by) == true;

    public MessageFact Apply(long seq, RoomEntry entry) => entry switch
    {
        EditEntry edit => this with { Texts = Texts.Add(seq), Mentioned = Mentioned.Union(edit.Mentions ?? []) },
        DeleteEntry delete => this with
        {
            Deleted = true, Texts = [], By = delete.Author, Hook = delete.Hook, Cid = delete.Cid, N = delete.TargetN, At = delete.SentAt,
            ReplyTo = delete.ReplyTo, AlsoInRoom = delete.AlsoInRoom,
        },
        ReactionEntry reaction => With(reaction),
        _ => this,
    };

    private MessageFact With(ReactionEntry reaction)
    {
        var who = Reactions.GetValueOrDefault(reaction.Emoji, []);
        who = reaction.Change > 0 ? who.Add(reaction.By!.Value) : who.Remove(reaction.By!.Value);
        return this with { Reactions = who.IsEmpty ? Reactions.Remove(reaction.Emoji) : Reactions.SetItem(reaction.Emoji, who) };
    }
}
