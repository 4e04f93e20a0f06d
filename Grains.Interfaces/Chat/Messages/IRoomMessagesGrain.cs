namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>The same room: what is said in it. An answer comes, and watchers are told, when it is durable.</summary>
[GrainInterfaceType("room-messages"), Alias("chat.i-room-messages")]
public interface IRoomMessagesGrain : IGrainWithStringKey
{
    /// <summary>
    /// Appends a message, or repeats the first answer for its client id. Refuses in this order: not a member, archived, muted, blocked, slow mode, too
    /// fast, form.
    /// </summary>
    [Alias("Send")]
    Task<Result<MessageView>> Send(NewMessage message);

    /// <summary>Replaces the text; for the author, within the room's edit window.</summary>
    [Alias("Edit")]
    Task<Result<MessageView>> Edit(UserId by, long seq, string text);

    /// <summary>Erases the text and its former versions and leaves a tombstone; for the author and for moderators. Harmless when repeated.</summary>
    [Alias("Erase")]
    Task<Result<Done>> Erase(UserId by, long seq);

    /// <summary>Adds or takes away a reaction; harmless when repeated.</summary>
    [Alias("React")]
    Task<Result<Done>> React(UserId by, long seq, string emoji, bool on);

    /// <summary>Pins a message or takes the pin away, for moderators; in a conversation for all of its people. Harmless when repeated.</summary>
    [Alias("Pin")]
    Task<Result<Done>> Pin(UserId by, long seq, bool on);

    [Alias("Pins")]
    Task<Result<Pinned>> Pins(UserId asker);
}
