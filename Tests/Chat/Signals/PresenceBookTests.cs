using OrleansBackends.Grains.Chat.Signals;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Signals;

public sealed class PresenceBookTests
{
    private static readonly DateTimeOffset Start = new(2027, 1, 4, 9, 0, 30, TimeSpan.Zero);
    private static readonly DateTimeOffset Minute = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly UserId Ann = NewRooms.Somebody();

    private readonly PresenceBook book = new();

    [Fact]
    public void Who_connects_is_online_and_who_leaves_is_offline()
    {
        Assert.Equal(PresenceState.Online, Take("f1", PresenceState.Online)?.State);
        Assert.Null(Take("f1", PresenceState.Online));
        var gone = Take("f1", PresenceState.Offline);
        Assert.Equal((PresenceState.Offline, Minute), (gone?.State, gone?.LastSeenAt));
        Assert.False(book.Knows(Ann));
    }

    [Fact]
    public void The_strongest_connection_is_shown()
    {
        Take("f1", PresenceState.Away);
        Assert.Equal(PresenceState.Online, Take("f2", PresenceState.Online)?.State);
        Assert.Null(Take("f1", PresenceState.Online));
        Assert.Null(Take("f2", PresenceState.Away));
        Assert.Equal(PresenceState.Away, Take("f1", PresenceState.Away)?.State);
        Assert.Null(Take("f1", PresenceState.Offline));
    }

    [Theory]
    [InlineData(PresenceChoice.Auto, PresenceState.Online)]
    [InlineData(PresenceChoice.Away, PresenceState.Away)]
    [InlineData(PresenceChoice.Dnd, PresenceState.Dnd)]
    [InlineData(PresenceChoice.Invisible, PresenceState.Offline)]
    public void A_choice_is_shown_instead_and_ends_at_its_time(PresenceChoice choice, PresenceState shown)
    {
        var chosen = new SeenSettings(1, new ChosenPresence(choice, Start.AddMinutes(5)), null, []);
        Take("f1", PresenceState.Online, chosen);
        Assert.Equal(shown, book.Find(Ann, Start)?.State);
        Take("f1", PresenceState.Online, chosen, Start.AddMinutes(5));
        Assert.Equal(PresenceState.Online, book.Find(Ann, Start.AddMinutes(5))?.State);
    }

    [Fact]
    public void A_frontend_that_says_nothing_more_takes_its_people_along()
    {
        Take("f1", PresenceState.Online);
        Assert.Empty(book.Expire(Start.AddSeconds(44)));
        var gone = Assert.Single(book.Expire(Start.AddSeconds(45)));
        Assert.Equal((Ann, PresenceState.Offline, Minute), (gone.User, gone.State, gone.LastSeenAt));
        Assert.Empty(book.Expire(Start.AddSeconds(46)));
    }

    [Fact]
    public void Who_becomes_invisible_was_last_seen_before()
    {
        Take("f1", PresenceState.Online);
        var vanished = book.Settle(Ann, new SeenSettings(1, new ChosenPresence(PresenceChoice.Invisible, null), null, []), Start.AddSeconds(20));
        Assert.Equal((PresenceState.Offline, Minute), (vanished?.State, vanished?.LastSeenAt));
        Assert.Null(Take("f1", PresenceState.Online, now: Start.AddSeconds(40)));
        Assert.Equal(Minute, book.Find(Ann, Start.AddSeconds(40))?.LastSeenAt);
        Assert.Null(Take("f1", PresenceState.Offline, now: Start.AddSeconds(50)));
    }

    [Fact]
    public void An_older_choice_changes_nothing()
    {
        Take("f1", PresenceState.Online, new SeenSettings(7, ChosenPresence.Auto, null, []));
        Assert.Null(book.Settle(Ann, new SeenSettings(6, new ChosenPresence(PresenceChoice.Dnd, null), null, []), Start));
        Assert.Equal(PresenceState.Dnd, book.Settle(Ann, new SeenSettings(8, new ChosenPresence(PresenceChoice.Dnd, null), null, []), Start)?.State);
    }

    [Fact]
    public void Whom_somebody_blocks_is_told_although_nothing_else_changed()
    {
        var bob = NewRooms.Somebody();
        Take("f1", PresenceState.Online);
        Assert.Equal([bob], book.Settle(Ann, new SeenSettings(1, ChosenPresence.Auto, null, [bob]), Start)?.Blocked);
        Assert.Null(book.Settle(Ann, new SeenSettings(2, ChosenPresence.Auto, null, [bob]), Start));
    }

    private PresenceView? Take(string frontend, PresenceState state, SeenSettings? stored = null, DateTimeOffset? now = null) =>
        book.Take(frontend, new PresenceLease(Ann, state), stored ?? SeenSettings.None, now ?? Start);
}
