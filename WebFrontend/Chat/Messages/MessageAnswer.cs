using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Messages;

/// <summary>A message in its newest version. A deleted one has no text; the sender's own id of it is shown to the sender alone.</summary>
public sealed record MessageAnswer
{
    public required string Id { get; init; }
    public long Seq { get; init; }
    public long N { get; init; }
    public Author? By { get; init; }
    public string? ClientId { get; init; }
    public string? Text { get; init; }
    public long? ReplyTo { get; init; }
    public bool AlsoInRoom { get; init; }
    public IReadOnlyList<string> Attachments { get; init; } = [];
    public IReadOnlyList<UserId> Mentions { get; init; } = [];
    public string? Everybody { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public bool Deleted { get; init; }
    public IReadOnlyList<ReactionView> Reactions { get; init; } = [];
    public int Replies { get; init; }

    internal static MessageAnswer Of(MessageView message, UserId reader, IReadOnlyDictionary<UserId, Person> people) => new()
    {
        Id = $"{message.Room}.{message.Seq}",
        Seq = message.Seq,
        N = message.N,
        By = message.By is not { } by ? null : message.Hook is { } hook ? Author.OfHook(by, hook) : Author.Of(people[by]),
        ClientId = message.By == reader ? message.ClientId : null,
        Text = message.Text,
        ReplyTo = message.ReplyTo,
        AlsoInRoom = message.AlsoInRoom,
        Mentions = message.Mentions,
        Everybody = message.Everybody,
        At = message.At,
        EditedAt = message.EditedAt,
        Deleted = message.Deleted,
        Reactions = message.Reactions,
        Replies = message.Replies,
    };
}

/// <summary>Messages in order of their numbers, with the first and the last of them.</summary>
public sealed record HistoryAnswer(IReadOnlyList<MessageAnswer> Items, long FirstSeq, long LastSeq, bool HasBefore, bool HasAfter);
