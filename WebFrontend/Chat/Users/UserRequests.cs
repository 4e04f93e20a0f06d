using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Users;

public sealed record MarkReadRequest
{
    [Range(0, long.MaxValue)]
    public required long Seq { get; init; }

    /// <summary>The root of a thread; the room's main list where it is absent.</summary>
    public long? Thread { get; init; }
}

/// <summary>What is absent stays, null clears.</summary>
public sealed record RoomSettingsRequest
{
    public Optional<NotifyLevel> Level { get; init; }
    public Optional<DateTimeOffset?> MutedUntil { get; init; }
    public Optional<bool> Favourite { get; init; }

    /// <summary>Out of sight until the next message.</summary>
    public Optional<bool> Hidden { get; init; }
}

public sealed record StatusRequest
{
    [StringLength(ChatLimits.Status)]
    public string? Text { get; init; }

    [StringLength(ChatLimits.Emoji)]
    public string? Emoji { get; init; }

    public DateTimeOffset? Until { get; init; }
}

/// <summary>What is absent stays, null clears.</summary>
public sealed record ChatProfileRequest
{
    public Optional<StatusRequest> Status { get; init; }

    /// <summary>Whether others are told how far one has read.</summary>
    public Optional<bool> Receipts { get; init; }

    internal Error? Refuse() =>
        Status.Value is { Text.Length: > ChatLimits.Status } ? Errors.Invalid($"At most {ChatLimits.Status} characters.", "status.text")
        : Status.Value is { Emoji.Length: > ChatLimits.Emoji } ? Errors.Invalid($"At most {ChatLimits.Emoji} characters.", "status.emoji")
        : null;

    internal ProfileChange ToChange() =>
        new(new Optional<ChatStatus>(Status.IsSet, Status.Value is { } s ? new ChatStatus(s.Text, s.Emoji, s.Until) : null), Receipts);
}
