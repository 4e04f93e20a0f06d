using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Signals;

/// <summary>The event <c>typing</c>: shown for six seconds, or until a message of this person comes.</summary>
public sealed record TypingData(string Room, Person User);

/// <summary>The event <c>receipt</c>: this person has read the room up to here. Whoever sends has read as far, without a receipt.</summary>
public sealed record ReceiptData(string Room, Person User, long Seq);

/// <summary>The event <c>presence</c>, and the answer to whoever asks.</summary>
/// <param name="User">Who is seen.</param>
/// <param name="State">offline, away, online or dnd.</param>
/// <param name="LastSeenAt">To the minute, of those who are offline.</param>
public sealed record PresenceData(Person User, PresenceState State, DateTimeOffset? LastSeenAt)
{
    /// <summary>Nobody sees anything of whom they block, nor of who blocks them: they are offline to each other.</summary>
    internal static PresenceData Of(Person person, PresenceView? seen, bool hidden) =>
        seen is null || hidden ? new(person, PresenceState.Offline, null) : new(person, seen.State, seen.LastSeenAt);
}
