using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OrleansBackends.Grains.Chat.Moderation;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Messages;

/// <summary>What may be said, changed and taken back: pure, the answer is the entry that says so.</summary>
internal static partial class MessageRules
{
    /// <summary>Refusals of writing, in their order: who is not in the room, an archive, a muted person.</summary>
    public static Error? RefuseWriting(this Room room, UserId by, DateTimeOffset now) =>
        room.Member(by) is not { } member ? ChatErrors.RoomNotFound
        : room.State.Settings.Archived ? ChatErrors.Archived
        : member.IsMutedAt(now) ? ChatErrors.Muted(member.MutedUntil)
        : null;

    /// <param name="room">The room as decided so far.</param>
    /// <param name="message">What somebody sends who may write.</param>
    /// <param name="role">In what role.</param>
    /// <param name="answered">The message that is answered; null where none is.</param>
    /// <param name="now">The time of the message.</param>
    public static Result<MessageEntry> Write(this Room room, NewMessage message, RoomRole role, MessageFact? answered, DateTimeOffset now)
    {
        if (!ClientId().IsMatch(message.ClientId))
        {
            return ChatErrors.ClientIdInvalid;
        }

        var text = MessageText.Read(message.Text, role, room.State.Settings.MentionAll);
        if (!text.IsOk)
        {
            return text.Error;
        }

        var verdict = WordFilter.Of(room.State.Words).Check(text.Value.Text);
        if (verdict.Blocked)
        {
            return ChatErrors.WordBlocked;
        }

        return new MessageEntry
        {
            By = message.By,
            At = now,
            Cid = message.ClientId,
            Mark = MarkOf(message),
            Text = verdict.Text,
            Flag = verdict.Flagged ? true : null,
            Mentions = text.Value.Mentions,
            Everybody = text.Value.Everybody,
            Fan = text.Value.Mentions is null && text.Value.Everybody is null && answered is null && !verdict.Flagged && room.State.Kind == RoomKind.Room
                ? null : 1,
            ReplyTo = answered is null ? null : answered.ReplyTo ?? answered.Seq,
            AlsoInRoom = answered is not null && message.AlsoInRoom,
        };
    }

    public static Result<EditEntry> Edit(this Room room, MessageFact message, UserId by, string text, DateTimeOffset now)
    {
        if (room.RefuseWriting(by, now) is { } refused)
        {
            return refused;
        }

        if (message.Deleted)
        {
            return ChatErrors.MessageDeleted;
        }

        if (message.By != by)
        {
            return ChatErrors.NotAuthor;
        }

        if (room.State.Settings.EditWindowSeconds is { } window && now > message.At.AddSeconds(window))
        {
            return ChatErrors.EditWindowClosed;
        }

        var read = MessageText.Read(text, room.Member(by)!.Role!.Value, room.State.Settings.MentionAll);
        if (!read.IsOk)
        {
            return read.Error;
        }

        var verdict = WordFilter.Of(room.State.Words).Check(read.Value.Text);
        return verdict.Blocked ? ChatErrors.WordBlocked : Edited(message, by, read.Value, verdict, now);
    }

    private static EditEntry Edited(MessageFact message, UserId by, MessageText read, WordVerdict verdict, DateTimeOffset now)
    {
        var added = read.Mentions?.Where(person => !message.Mentioned.Contains(person)).ToList();
        return new EditEntry
        {
            By = by,
            At = now,
            Target = message.Seq,
            Text = verdict.Text,
            Flag = verdict.Flagged ? true : null,
            Mentions = read.Mentions,
            Everybody = read.Everybody,
            Added = added is { Count: > 0 } ? added : null,
            Fan = added is { Count: > 0 } || verdict.Flagged ? 1 : null,
        };
    }

    /// <returns>An error, or the entry; null where the message is gone already.</returns>
    public static Result<DeleteEntry?> Erase(this Room room, MessageFact message, UserId by, DateTimeOffset now)
    {
        if (room.Member(by) is not { } member)
        {
            return ChatErrors.RoomNotFound;
        }

        if (message.Deleted)
        {
            return default(DeleteEntry);
        }

        var moderates = room.State.Kind == RoomKind.Room && member.Role >= RoomRole.Moderator;
        if (!moderates && message.By != by)
        {
            return ChatErrors.NotAuthor;
        }

        if (!moderates && room.State.Settings.EditWindowSeconds is { } window && now > message.At.AddSeconds(window))
        {
            return ChatErrors.EditWindowClosed;
        }

        return new DeleteEntry
        {
            By = by,
            At = now,
            Target = message.Seq,
            TargetN = message.N,
            SentAt = message.At,
            Author = message.By,
            Hook = message.Hook,
            Cid = message.Cid,
            ReplyTo = message.ReplyTo,
            AlsoInRoom = message.AlsoInRoom,
        };
    }

    /// <returns>An error, or the entry; null where nothing changes.</returns>
    public static Result<ReactionEntry?> React(this Room room, MessageFact message, UserId by, string emoji, bool on, DateTimeOffset now)
    {
        if (room.RefuseWriting(by, now) is { } refused)
        {
            return refused;
        }

        if (message.Deleted)
        {
            return ChatErrors.MessageDeleted;
        }

        if (MessageText.ReadEmoji(emoji) is not { } one)
        {
            return ChatErrors.EmojiInvalid;
        }

        if (message.HasReaction(by, one) == on)
        {
            return default(ReactionEntry);
        }

        return on && !message.Reactions.ContainsKey(one) && message.Reactions.Count >= ChatLimits.ReactionKinds
            ? ChatErrors.TooManyReactions
            : new ReactionEntry { By = by, At = now, Target = message.Seq, Emoji = one, Change = on ? 1 : -1, Count = message.CountOf(one) + (on ? 1 : -1) };
    }

    /// <returns>An error, or the entry; null where nothing changes.</returns>
    public static Result<PinEntry?> Pin(this Room room, MessageFact message, UserId by, bool on, DateTimeOffset now) =>
        room.Member(by) is not { } member ? ChatErrors.RoomNotFound
        : room.State.Kind == RoomKind.Room && member.Role < RoomRole.Moderator ? ChatErrors.NotAllowed
        : message.Deleted && on ? ChatErrors.MessageDeleted
        : room.State.Pins.Contains(message.Seq) == on ? default(PinEntry)
        : on && room.State.Pins.Count >= ChatLimits.Pins ? ChatErrors.TooManyPins
        : new PinEntry { By = by, At = now, Target = message.Seq, On = on };

    /// <summary>Tells a repeat of what was sent from another message under the same client id.</summary>
    public static string MarkOf(NewMessage message) => Convert.ToBase64String(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{message.ReplyTo}\n{message.AlsoInRoom}\n{message.Text}")).AsSpan(0, 12));

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex ClientId();
}
