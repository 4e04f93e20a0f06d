using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansBackends.Grains.Chat.Hooks;
using OrleansBackends.Grains.Chat.Invites;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>An entry of a room's log; its JSON is also the live event, with its number added.</summary>
internal abstract record RoomEntry
{
    public abstract string Kind();

    /// <summary>Messages of the main list up to here.</summary>
    public long N { get; init; }

    public UserId? By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>1 on entries that owe something to people.</summary>
    public int? Fan { get; init; }
}

/// <summary>The room was made, changed or ended; holds all of its settings.</summary>
internal sealed record SettingsEntry : RoomEntry
{
    public const string Name = "room";

    public override string Kind() => Name;

    public required RoomSettings Settings { get; init; }
    public RoomKind Room { get; init; }
    public int Version { get; init; }
    public bool Deleted { get; init; }

    /// <summary>Where what was not forgotten begins.</summary>
    public long? FloorSeq { get; init; }

    /// <summary>The people of a conversation, in its first entry.</summary>
    public ImmutableList<UserId>? Users { get; init; }
}

/// <summary>Somebody's standing changed; holds all of it.</summary>
internal sealed record MemberEntry : RoomEntry
{
    public const string Name = "member";

    public override string Kind() => Name;

    /// <summary>joined, left, role, kicked, banned, unbanned, muted, unmuted, invited, uninvited or declined.</summary>
    public required string Act { get; init; }

    public required UserId User { get; init; }
    public required Standing Standing { get; init; }

    /// <summary>How many are in the room after it.</summary>
    public int Members { get; init; }

    /// <summary>The code of the link by which somebody came.</summary>
    public string? Invite { get; init; }
}

/// <summary>What only those see who run the room: links, hooks, words, reports. Watchers are told its number alone.</summary>
internal sealed record DeskEntry : RoomEntry
{
    public const string Name = "desk";

    public override string Kind() => Name;

    /// <summary>invite, uninvite, hook, unhook, words or resolve.</summary>
    public required string Act { get; init; }

    public InviteLink? Invite { get; init; }
    public Hook? Hook { get; init; }

    /// <summary>The code of a link, or the id of a hook, that is no more.</summary>
    public string? Gone { get; init; }

    /// <summary>The whole list of words.</summary>
    public ImmutableList<WordRule>? Words { get; init; }

    /// <summary>The report that was resolved, and how.</summary>
    public long? Report { get; init; }

    public ReportAction? Action { get; init; }
}

internal sealed record MessageEntry : RoomEntry
{
    public const string Name = "message";

    public override string Kind() => Name;

    /// <summary>The sender's own id of it.</summary>
    public string? Cid { get; init; }

    public string? Text { get; init; }
    public long? ReplyTo { get; init; }
    public bool AlsoInRoom { get; init; }
    public IReadOnlyList<UserId>? Mentions { get; init; }
    public string? Everybody { get; init; }

    /// <summary>Whether the list of words reports it.</summary>
    public bool? Flag { get; init; }

    /// <summary>The name under which a hook posted it; then <see cref="RoomEntry.By"/> is the hook.</summary>
    public string? Hook { get; init; }

    /// <summary>What the sender sent under that id, to tell a repeat from another message.</summary>
    public string? Mark { get; init; }

    [JsonIgnore]
    public bool IsInMainList => ReplyTo is null || AlsoInRoom;
}

internal sealed record EditEntry : RoomEntry
{
    public const string Name = "edit";

    public override string Kind() => Name;

    public long Target { get; init; }
    public string? Text { get; init; }
    public IReadOnlyList<UserId>? Mentions { get; init; }
    public string? Everybody { get; init; }

    /// <summary>Whether the list of words reports it.</summary>
    public bool? Flag { get; init; }

    /// <summary>Those whom no former version mentioned.</summary>
    public IReadOnlyList<UserId>? Added { get; init; }
}

/// <summary>A message was deleted; holds what its tombstone shows, because the message's own entry is empty from now on.</summary>
internal sealed record DeleteEntry : RoomEntry
{
    public const string Name = "delete";

    public override string Kind() => Name;

    public long Target { get; init; }
    public long TargetN { get; init; }
    public DateTimeOffset SentAt { get; init; }
    public UserId? Author { get; init; }
    public string? Hook { get; init; }
    public string? Cid { get; init; }
    public long? ReplyTo { get; init; }
    public bool AlsoInRoom { get; init; }
}

internal sealed record ReactionEntry : RoomEntry
{
    public const string Name = "reaction";

    public override string Kind() => Name;

    public long Target { get; init; }
    public required string Emoji { get; init; }

    /// <summary>1 when it was added, -1 when it was taken away: per person the sum is 0 or 1.</summary>
    public int Change { get; init; }

    /// <summary>How many have it after that, so that whoever shows the message need not add up.</summary>
    public int Count { get; init; }
}

internal sealed record PinEntry : RoomEntry
{
    public const string Name = "pin";

    public override string Kind() => Name;

    public long Target { get; init; }
    public bool On { get; init; }
}
