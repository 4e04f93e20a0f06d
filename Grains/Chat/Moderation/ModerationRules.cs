using OrleansBackends.Grains.Chat.Messages;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Moderation;

/// <summary>What moderators do: pure, the answer is what the log will say.</summary>
internal static class ModerationRules
{
    public static Error? RefuseModerating(this Room room, UserId by, RoomRole least = RoomRole.Moderator) =>
        room.Member(by) is not { } member ? ChatErrors.RoomNotFound
        : room.State.Kind != RoomKind.Room || member.Role < least ? ChatErrors.NotAllowed
        : null;

    public static Result<DeskEntry> SetWords(this Room room, UserId by, IReadOnlyList<WordRule> words, DateTimeOffset now) =>
        room.RefuseModerating(by, RoomRole.Admin) is { } refused ? refused
        : words.Count > ChatLimits.Words ? ChatErrors.SettingInvalid("words", $"At most {ChatLimits.Words} words.")
        : words.Any(word => word.Pattern.Length is < 2 or > ChatLimits.Word || WordFilter.Read(word.Pattern) is null)
            ? ChatErrors.SettingInvalid("words", $"A pattern is one word of 2 to {ChatLimits.Word} letters and digits, or the beginning of one and *.")
        : new DeskEntry { Act = "words", By = by, At = now, Words = [.. words.Distinct()] };

    public static Error? RefuseReport(this Room room, MessageFact message, NewReport report) =>
        room.State.Kind != RoomKind.Room ? ChatErrors.NotAllowed
        : message.Deleted ? ChatErrors.MessageDeleted
        : report.Note is { Length: > ChatLimits.Note } ? ChatErrors.SettingInvalid("note", $"At most {ChatLimits.Note} characters.")
        : null;

    /// <param name="room">The room as decided so far.</param>
    /// <param name="by">Who resolves.</param>
    /// <param name="report">The report and its number.</param>
    /// <param name="message">The message that was reported; null where it is forgotten.</param>
    /// <param name="action">What happens with it.</param>
    /// <param name="now">The time of it.</param>
    public static Result<RoomEntry[]> Resolve(
        this Room room, UserId by, (long N, ReportEntry Entry) report, MessageFact? message, ReportAction action, DateTimeOffset now)
    {
        if (room.RefuseModerating(by) is { } refused)
        {
            return refused;
        }

        var resolved = new DeskEntry { Act = "resolve", By = by, At = now, Report = report.N, Action = action };
        if (action == ReportAction.Ban)
        {
            return report.Entry is { Hook: null, Author: { } author }
                ? room.Ban(by, new Sanction(author, null, $"Report {report.N}"), now).Map(barred => (RoomEntry[])[.. barred, resolved])
                : ChatErrors.NotAllowed;
        }

        return action == ReportAction.Delete && message is { Deleted: false }
            ? room.Erase(message, by, now).Map(erased => (RoomEntry[])[erased!, resolved])
            : new RoomEntry[] { resolved };
    }
}
