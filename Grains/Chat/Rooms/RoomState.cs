using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansBackends.Grains.Chat.Hooks;
using OrleansBackends.Grains.Chat.Invites;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>
/// The document of a room: a snapshot of its log up to <see cref="LastSeq"/>. Who is in it lies in the log alone, where each person's last
/// <c>member</c> entry is found by an index, so the document stays under 128 KB however many there are. Lists read no
/// more of it than they show.
/// </summary>
internal sealed record RoomState
{
    public const string Name = "chat.room";

    public int SchemaVersion { get; init; } = 1;

    public string Id { get; init; } = "";
    public RoomKind Kind { get; init; }
    public RoomSettings Settings { get; init; } = new();

    /// <summary>The name folded, for search and order.</summary>
    public string? NameKey { get; init; }

    /// <summary>Name, topic and description folded, for search.</summary>
    public string? Search { get; init; }

    /// <summary>Counts changes of the settings.</summary>
    public int Version { get; init; }

    public UserId? Owner { get; init; }

    /// <summary>The people of a conversation.</summary>
    public ImmutableList<UserId> Users { get; init; } = [];

    public int Members { get; init; }
    public int Bans { get; init; }
    public long LastSeq { get; init; }

    /// <summary>Messages of the main list so far.</summary>
    public long LastN { get; init; }

    /// <summary>What may be read begins after this number.</summary>
    public long FloorSeq { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time of the last entry.</summary>
    public DateTimeOffset ActiveAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Pinned messages, in the order in which they were pinned.</summary>
    public ImmutableList<long> Pins { get; init; } = [];

    /// <summary>Links that are good for something, or were when the last one was made.</summary>
    public ImmutableList<InviteLink> Invites { get; init; } = [];

    public ImmutableList<Hook> Hooks { get; init; } = [];

    /// <summary>What may not be said, or not so.</summary>
    public ImmutableList<WordRule> Words { get; init; } = [];

    /// <summary>What is owed to people was delivered up to this number.</summary>
    public long FanoutSeq { get; init; }

    /// <summary>Who is told of everything that is said.</summary>
    public Listening Listening { get; init; } = new();

    /// <summary>When the room forgets something by itself; null for never.</summary>
    public DateTimeOffset? ChoreAt { get; init; }

    [JsonIgnore]
    public bool IsThere => LastSeq > 0 && DeletedAt is null;

    /// <summary>What is older is to be forgotten; null where nothing is.</summary>
    public DateTimeOffset? ForgetsBefore(DateTimeOffset now) =>
        DeletedAt is not null ? DateTimeOffset.MaxValue
        : Settings.RetentionDays > 0 ? now.AddDays(-Settings.RetentionDays)
        : null;
}
