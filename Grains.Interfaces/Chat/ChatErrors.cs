using System.Globalization;

namespace OrleansBackends.Grains.Interfaces.Chat;

public static class ChatErrors
{
    public static Error RoomNotFound { get; } = Errors.NotFound("room");

    public static Error MessageNotFound { get; } = Errors.NotFound("message");

    public static Error UserNotFound { get; } = Errors.NotFound("user");

    public static Error MemberNotFound { get; } = Errors.NotFound("member");

    public static Error NotAllowed { get; } = new(ErrorKind.Forbidden, "not-allowed", "Your role in this room does not allow this.");

    public static Error Banned { get; } = new(ErrorKind.Forbidden, "banned", "You are banned from this room.");

    public static Error InviteRequired { get; } = new(ErrorKind.Forbidden, "invite-required", "This room is joined by invitation.");

    public static Error InviteExpired { get; } = new(ErrorKind.Gone, "invite-expired", "This invitation is used up, withdrawn or too old.");

    public static Error InviteNotFound { get; } = Errors.NotFound("invite");

    public static Error TooManyInvites { get; } = new(ErrorKind.Conflict, "too-many-invites", $"A room has at most {ChatLimits.Invites} invitations.");

    public static Error AlreadyMember { get; } = new(ErrorKind.Conflict, "already-member", "This person is in the room.");

    public static Error HookNotFound { get; } = Errors.NotFound("hook");

    public static Error TooManyHooks { get; } = new(ErrorKind.Conflict, "too-many-hooks", $"A room has at most {ChatLimits.Hooks} hooks.");

    public static Error WordBlocked { get; } =
        new(ErrorKind.Unprocessable, "word-blocked", "This room does not take one of these words.") { Member = "text" };

    public static Error AlreadyReported { get; } = new(ErrorKind.Conflict, "already-reported", "You have reported this message.");

    public static Error ReportNotFound { get; } = Errors.NotFound("report");

    public static Error ReportResolved { get; } = new(ErrorKind.Conflict, "report-resolved", "This report was resolved in another way.");

    public static Error Blocked { get; } = new(ErrorKind.Forbidden, "blocked", "This person does not take messages from you.");

    public static Error NotAuthor { get; } = new(ErrorKind.Forbidden, "not-author", "Only its author may change a message.");

    public static Error EditWindowClosed { get; } = new(ErrorKind.Forbidden, "edit-window-closed", "It is too late to change this message.");

    public static Error Archived { get; } = new(ErrorKind.Conflict, "room-archived", "The room is archived: it is read, not written.");

    public static Error RoomFull { get; } = new(ErrorKind.Conflict, "room-full", $"A room has at most {ChatLimits.Members} members.");

    public static Error RoomTooLarge { get; } =
        new(ErrorKind.Conflict, "room-too-large", $"Readers are shown in rooms of at most {ChatLimits.ReadersShown} members.");

    public static Error TooManyRooms { get; } = new(ErrorKind.Conflict, "too-many-rooms", $"You are in {ChatLimits.RoomsPerUser} rooms. Leave some first.");

    public static Error TooManyBans { get; } = new(ErrorKind.Conflict, "too-many-bans", $"A room bars at most {ChatLimits.Bans} people.");

    public static Error TooManyBlocked { get; } = new(ErrorKind.Conflict, "too-many-blocked", $"You may block {ChatLimits.Blocked} people.");

    public static Error TooManyPins { get; } = new(ErrorKind.Conflict, "too-many-pins", $"A room has at most {ChatLimits.Pins} pins.");

    public static Error TooManyListeners { get; } =
        new(ErrorKind.Conflict, "too-many-listeners", $"A room tells at most {ChatLimits.Listeners} people of every message. You are told of mentions.") { Member = "level" };

    public static Error TooManySaved { get; } = new(ErrorKind.Conflict, "too-many-saved", $"You may save {ChatLimits.Saved} messages.");

    public static Error QueryInvalid { get; } = new(ErrorKind.Invalid, "query-invalid", "This query cannot be read.") { Member = "q" };

    public static Error SearchBusy { get; } =
        new(ErrorKind.Unavailable, "search-busy", "The search takes too long just now.") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Error TooManyReactions { get; } =
        new(ErrorKind.Conflict, "too-many-reactions", $"A message has at most {ChatLimits.ReactionKinds} kinds of reactions.");

    public static Error OwnerMustTransfer { get; } =
        new(ErrorKind.Conflict, "owner-must-transfer", "The owner names a successor before leaving.") { Member = "successor" };

    public static Error ClientIdReused { get; } =
        new(ErrorKind.Conflict, "client-id-reused", "Another message was sent under this id.") { Member = "clientId" };

    public static Error ClientIdInvalid { get; } =
        new(ErrorKind.Unprocessable, "client-id-invalid", $"A client id has 1 to {ChatLimits.ClientId} letters, digits, dots, hyphens or underscores.")
        {
            Member = "clientId",
        };

    public static Error TextInvalid { get; } = new(
        ErrorKind.Unprocessable, "text-invalid", $"A text has 1 to {ChatLimits.Text} characters and no control characters but line feed and tab.")
    {
        Member = "text",
    };

    public static Error TooManyMentions { get; } =
        new(ErrorKind.Unprocessable, "too-many-mentions", $"A message mentions at most {ChatLimits.Mentions} people.") { Member = "text" };

    public static Error MentionAllNotAllowed { get; } =
        new(ErrorKind.Unprocessable, "mention-all-not-allowed", "Your role in this room may not mention everybody.") { Member = "text" };

    public static Error AttachmentsNotAvailable { get; } =
        new(ErrorKind.Unprocessable, "attachments-not-available", "Files cannot be attached here.") { Member = "attachments" };

    public static Error EmojiInvalid { get; } =
        new(ErrorKind.Unprocessable, "emoji-invalid", "A reaction is one emoji or a :name:.") { Member = "emoji" };

    public static Error SettingInvalid(string member, string message) => new(ErrorKind.Unprocessable, "setting-invalid", message) { Member = member };

    public static Error MessageDeleted { get; } = new(ErrorKind.Gone, "message-deleted", "The message was deleted.");

    public static Error Muted(DateTimeOffset? until) => new(
        ErrorKind.Forbidden, "muted", until is { } end ? $"You may read here but not write until {end.ToText()}." : "You may read here but not write.")
    {
        Reasons = until is { } at ? [$"until={at.ToText()}"] : null,
    };

    public static Error SlowMode(TimeSpan wait) =>
        new(ErrorKind.TooMany, "slow-mode", "This room takes a message from you now and then.") { RetryAfter = wait };

    public static Error TooFast(TimeSpan wait) => new(ErrorKind.TooMany, "too-fast", "You are sending too fast.") { RetryAfter = wait };

    public static Error ResyncRequired(long floorSeq) =>
        new(ErrorKind.Gone, "resync-required", "These events are not there any more. Load the newest page.")
        {
            Reasons = [string.Create(CultureInfo.InvariantCulture, $"floorSeq={floorSeq}")],
        };
}
