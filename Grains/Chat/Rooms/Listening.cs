using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>
/// Who wants to be told of everything that is said, and who has still to be told what they chose. The room keeps the order in which one person's devices
/// chose, and only then tells the person, so the two agree also after a crash between them.
/// </summary>
internal sealed record Listening
{
    public ImmutableList<Listener> Listeners { get; init; } = [];

    /// <summary>What is owed to people, in the order in which it was chosen.</summary>
    public ImmutableList<ChosenLevel> Owed { get; init; } = [];

    /// <summary>Numbers what was chosen.</summary>
    public long Choices { get; init; }

    public Result<Listening> Choose(Standing member, NotifyLevel level, DateTimeOffset now)
    {
        var others = Without(member.User);
        if (level == NotifyLevel.All && others.Listeners.Count >= ChatLimits.Listeners)
        {
            return ChatErrors.TooManyListeners;
        }

        if (others.Owed.Count >= Outbox.Bound)
        {
            return Errors.OutboxFull;
        }

        return this with
        {
            Listeners = level == NotifyLevel.All ? others.Listeners.Add(new Listener(member.User, member.JoinedSeq)) : others.Listeners,
            Owed = others.Owed.Add(new ChosenLevel(member.User, level, Choices + 1, now)),
            Choices = Choices + 1,
        };
    }

    public Listening Told(ChosenLevel chosen) => this with { Owed = Owed.Remove(chosen) };

    /// <summary>Without somebody who is not in the room any more.</summary>
    public Listening Without(UserId user) => this with { Listeners = Listeners.RemoveAll(l => l.User == user), Owed = Owed.RemoveAll(o => o.User == user) };

    public bool Hears(UserId? sender) => Listeners.Exists(listener => listener.User != sender);

    /// <summary>Those who were in the room when it was said; who left and came back has not chosen anew.</summary>
    public IEnumerable<UserId> Of(long seq, Room room) =>
        Listeners.Where(l => l.JoinedSeq < seq && room.Member(l.User)?.JoinedSeq == l.JoinedSeq).Select(l => l.User);
}

/// <param name="User">Who wants to be told.</param>
/// <param name="JoinedSeq">As a member since this entry.</param>
internal sealed record Listener(UserId User, long JoinedSeq);

/// <summary>Of two of one person the one with the higher <paramref name="Choice"/> holds.</summary>
internal sealed record ChosenLevel(UserId User, NotifyLevel Level, long Choice, DateTimeOffset At);
