namespace OrleansBackends.Grains.Interfaces.Chat;

/// <summary>What chat keeps about one person (<c>chatuser:{userId}</c>): read marks, settings, blocked people. Never calls a room.</summary>
[GrainInterfaceType("chat-user"), Alias("chat.i-user")]
public interface IChatUserGrain : IGrainWithStringKey
{
    [Alias("Profile")]
    Task<ChatProfile> Profile();

    [Alias("ChangeProfile")]
    Task<Result<ChatProfile>> ChangeProfile(ProfileChange change);

    /// <summary>The marks of these rooms; a room never marked has one at 0.</summary>
    [Alias("Marks")]
    Task<IReadOnlyDictionary<string, RoomMark>> Marks(IReadOnlyList<string> rooms);

    /// <summary>
    /// Moves a mark forward, never back, and answers where it is. Written within a second: a crash may lose that second, and clients send their mark
    /// again when they come back.
    /// </summary>
    [Alias("MarkRead")]
    Task<RoomMark> MarkRead(string room, long seq, long n);

    /// <summary>Moves the marks of rooms in which this person has written.</summary>
    [Alias("MarkSent")]
    Task MarkSent(IReadOnlyList<SentUpTo> marks);

    /// <summary>The same as <see cref="MarkRead"/>, and tells whoever watches the room, unless this person keeps it to themselves.</summary>
    [Alias("MarkReadAndTell")]
    Task<RoomMark> MarkReadAndTell(string room, long seq, long n);

    /// <summary>What this person wants to be seen as, from now on.</summary>
    [Alias("ChoosePresence")]
    Task ChoosePresence(ChosenPresence chosen);

    /// <summary>This person is here; kept to the minute, and not while they are invisible.</summary>
    [Alias("Seen")]
    Task Seen();

    /// <summary>Told by the room, which decides about the level and repeats itself after a crash.</summary>
    /// <param name="room">A room this person is in.</param>
    /// <param name="joinedSeq">The entry with which they came.</param>
    /// <param name="level">Of what they are notified.</param>
    /// <param name="choice">Its number: an older one than is known changes nothing.</param>
    [Alias("SetLevel")]
    Task SetLevel(string room, long joinedSeq, NotifyLevel level, long choice);

    /// <param name="room">A room this person is in.</param>
    /// <param name="lastSeq">Its last number: what is hidden comes back with the next message.</param>
    /// <param name="settings">What changes.</param>
    [Alias("SetRoom")]
    Task<Result<RoomMark>> SetRoom(string room, long lastSeq, MarkSettings settings);

    [Alias("Block")]
    Task<Result<Done>> Block(UserId other);

    [Alias("Unblock")]
    Task<Result<Done>> Unblock(UserId other);

    [Alias("Blocked")]
    Task<IReadOnlyList<UserId>> Blocked();

    /// <summary>Whether this person takes messages from another.</summary>
    [Alias("Takes")]
    Task<bool> Takes(UserId from);

    /// <summary>
    /// This person came into a room or is out of it, with this entry of its log: told to their open pages. Of each room it arrives in the order of the
    /// log, perhaps more than once.
    /// </summary>
    [Alias("RoomChanged")]
    Task RoomChanged(string room, long seq, bool isMember);

    /// <summary>
    /// Something was said to this person, once however often it is delivered: a mention goes into their inbox, and what is still unread 30 s later,
    /// while they are not here, becomes a notification.
    /// </summary>
    [Alias("Tell")]
    Task Tell(RoomNews news);

    /// <summary>Keeps a message for later; harmless when repeated.</summary>
    [Alias("Save")]
    Task<Result<Done>> Save(string room, long seq);

    [Alias("Unsave")]
    Task<Result<Done>> Unsave(string room, long seq);

    /// <summary>What is kept for later, the newest first.</summary>
    [Alias("Saved")]
    Task<Result<Page<SavedMessage>>> Saved(PageRequest page);

    /// <summary>Forgets all of it.</summary>
    [Alias("Erase")]
    Task Erase();
}
