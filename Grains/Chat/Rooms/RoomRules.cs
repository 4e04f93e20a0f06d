using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>How a room is made, changed and ended: pure, the answer is the entry that says so.</summary>
internal static class RoomRules
{
    public static Result<SettingsEntry> New(NewRoom room, DateTimeOffset now)
    {
        var settings = new RoomSettings
        {
            Name = Line(room.Name),
            Topic = Line(room.Topic),
            Description = Block(room.Description),
            Visibility = room.Visibility,
            History = room.History,
        };
        return Refuse(settings) is { } refused ? refused : new SettingsEntry { By = room.Owner, At = now, Settings = settings, Version = 1 };
    }

    public static SettingsEntry NewConversation(UserId opener, IReadOnlyList<UserId> users, DateTimeOffset now) => new()
    {
        By = opener,
        At = now,
        Room = users.Count > 2 ? RoomKind.Group : RoomKind.Direct,
        Settings = new RoomSettings { Visibility = RoomVisibility.Private, MentionAll = RoomRole.Member },
        Users = [.. users],
        Version = 1,
    };

    public static Result<SettingsEntry> Change(this Room room, UserId by, RoomChange change, int? version, DateTimeOffset now)
    {
        if (room.Member(by) is not { } member)
        {
            return ChatErrors.RoomNotFound;
        }

        if (member.Role < RoomRole.Admin || room.State.Kind != RoomKind.Room)
        {
            return ChatErrors.NotAllowed;
        }

        if (version is { } expected && expected != room.State.Version)
        {
            return Errors.Stale;
        }

        var next = Merge(room.State.Settings, change);
        return Refuse(next) is { } refused ? refused : room.Changed(by, now) with { Settings = next };
    }

    public static Result<SettingsEntry> End(this Room room, UserId by, DateTimeOffset now) =>
        room.Member(by) is not { } member ? ChatErrors.RoomNotFound
        : member.Role != RoomRole.Owner || room.State.Kind != RoomKind.Room ? ChatErrors.NotAllowed
        : room.Changed(by, now) with { Deleted = true };

    /// <summary>The room whose last person leaves ends.</summary>
    public static SettingsEntry EndAlone(this Room room, UserId by, DateTimeOffset now) => room.Changed(by, now) with { Deleted = true };

    /// <summary>Everything up to a number was forgotten.</summary>
    public static SettingsEntry Trimmed(this Room room, long upTo, DateTimeOffset now) => new()
    {
        At = now, Room = room.State.Kind, Settings = room.State.Settings, Version = room.State.Version, Deleted = room.State.DeletedAt is not null, FloorSeq = upTo,
    };

    private static SettingsEntry Changed(this Room room, UserId by, DateTimeOffset now) =>
        new() { By = by, At = now, Room = room.State.Kind, Settings = room.State.Settings, Version = room.State.Version + 1 };

    private static RoomSettings Merge(RoomSettings now, RoomChange change) => now with
    {
        Name = Line(change.Name.Or(now.Name)),
        Topic = Line(change.Topic.Or(now.Topic)),
        Description = Block(change.Description.Or(now.Description)),
        Visibility = change.Visibility.Or(now.Visibility),
        History = change.History.Or(now.History),
        SlowModeSeconds = change.SlowModeSeconds.Or(now.SlowModeSeconds),
        EditWindowSeconds = change.EditWindowSeconds.Or(now.EditWindowSeconds),
        RetentionDays = change.RetentionDays.Or(now.RetentionDays),
        MentionAll = change.MentionAll.Or(now.MentionAll),
        Invite = change.Invite.Or(now.Invite),
        Archived = change.Archived.Or(now.Archived),
    };

    private static Error? Refuse(RoomSettings settings) =>
        Text(settings.Name, 1, ChatLimits.Name, "name")
        ?? Text(settings.Topic ?? "", 0, ChatLimits.Topic, "topic")
        ?? Text(settings.Description ?? "", 0, ChatLimits.Description, "description")
        ?? Number(settings.SlowModeSeconds, 0, ChatLimits.SlowModeSeconds, "slowModeSeconds")
        ?? Number(settings.EditWindowSeconds ?? 0, 0, ChatLimits.MostEditWindowSeconds, "editWindowSeconds")
        ?? Number(settings.RetentionDays, 0, ChatLimits.RetentionDays, "retentionDays")
        ?? (settings.Invite == RoomRole.Guest ? ChatErrors.SettingInvalid("invite", "Guests invite nobody.") : null);

    private static Error? Text(string? text, int least, int most, string member) =>
        text is not null && text.Length >= least && text.Length <= most && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
            ? null
            : ChatErrors.SettingInvalid(member, $"{least} to {most} characters.");

    private static Error? Number(int value, int least, int most, string member) =>
        value >= least && value <= most ? null : ChatErrors.SettingInvalid(member, $"{least} to {most}.");

    private static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Normalize();

    private static string? Block(string? text) => Line(text);
}
