using System.Collections.Immutable;
using OrleansBackends.Grains.Chat.Users;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Users;

public sealed class NoticeRuleTests
{
    private const string Room = "r01890a5dac96774bbcceb302099a8057";

    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly UserId Ann = NewRooms.Somebody();

    [Theory]
    [InlineData(NotifyLevel.All, RoomKind.Room, true, true)]
    [InlineData(NotifyLevel.All, RoomKind.Group, false, true)]
    [InlineData(NotifyLevel.Mentions, RoomKind.Room, true, true)]
    [InlineData(NotifyLevel.Mentions, RoomKind.Direct, false, true)]
    [InlineData(NotifyLevel.Mentions, RoomKind.Group, false, false)]
    [InlineData(NotifyLevel.None, RoomKind.Direct, true, false)]
    public void The_level_of_a_room_decides_of_what_somebody_is_notified(NotifyLevel level, RoomKind kind, bool isMention, bool waits) =>
        Assert.Equal(waits, !With(new RoomMark { Level = level }).Hear(News(7, kind, isMention), Now).Pending.IsEmpty);

    [Fact]
    public void What_waits_in_a_room_is_one_notification_due_after_half_a_minute()
    {
        var user = new ChatUserState().Hear(News(7), Now).Hear(News(9), Now.AddSeconds(10));
        var pending = Assert.Single(user.Pending);
        Assert.Equal((7, 9, 2, Now.AddSeconds(30)), (pending.FirstSeq, pending.LastSeq, pending.Count, pending.DueAt));
        Assert.Equal($"chat:{Room}:7:{Ann}", pending.Transaction(Ann));
        Assert.Same(user, user.Hear(News(9), Now));
    }

    [Fact]
    public void What_was_read_is_not_notified()
    {
        var user = new ChatUserState().Hear(News(7), Now).Hear(News(9), Now);
        Assert.Single(user.Read(Room, 8, 1).WithoutRead(Room).Pending);
        Assert.Empty(user.Read(Room, 9, 2).WithoutRead(Room).Pending);
        Assert.Empty(new ChatUserState().Read(Room, 9, 2).Hear(News(9), Now).Pending);
    }

    [Fact]
    public void Nothing_waits_of_somebody_who_is_blocked_nor_while_the_room_is_muted()
    {
        Assert.Empty((new ChatUserState() with { Blocked = [Ann] }).Hear(News(7), Now).Pending);
        Assert.Empty(With(new RoomMark { MutedUntil = Now.AddMinutes(1) }).Hear(News(7), Now).Pending);
        Assert.Single(With(new RoomMark { MutedUntil = Now }).Hear(News(7), Now).Pending);
    }

    [Theory]
    [InlineData(PresenceState.Offline, true)]
    [InlineData(PresenceState.Away, true)]
    [InlineData(PresenceState.Online, false)]
    public void Who_is_there_is_not_notified(PresenceState seen, bool due)
    {
        var user = new ChatUserState().Hear(News(7), Now);
        Assert.Equal(due, user.IsDue(user.Pending[0], seen, Now));
    }

    [Theory]
    [InlineData(true, RoomKind.Direct, true)]
    [InlineData(true, RoomKind.Room, false)]
    [InlineData(false, RoomKind.Direct, false)]
    public void Who_is_not_to_be_disturbed_hears_only_of_direct_messages_of_favourites(bool favourite, RoomKind kind, bool due)
    {
        var user = With(new RoomMark { Favourite = favourite }).Hear(News(7, kind), Now) with { Presence = new ChosenPresence(PresenceChoice.Dnd, Now.AddHours(1)) };
        Assert.Equal(due, user.IsDue(user.Pending[0], PresenceState.Dnd, Now));
        Assert.True(user.IsDue(user.Pending[0], PresenceState.Offline, Now.AddHours(1)));
    }

    [Fact]
    public void Of_two_hundred_rooms_that_wait_the_oldest_makes_room()
    {
        var user = new ChatUserState();
        for (var i = 0; i <= NoticeRules.MaxPending; i++)
        {
            user = user.Hear(News(7) with { What = new Mention($"room{i}", 7, 7, Ann, Now) }, Now);
        }

        Assert.Equal((NoticeRules.MaxPending, "room1"), (user.Pending.Count, user.Pending[0].Room));
    }

    [Fact]
    public void What_came_while_it_was_sent_is_the_next_notification()
    {
        var sent = new ChatUserState().Hear(News(7), Now);
        var later = sent.Hear(News(9), Now.AddSeconds(31));
        var left = later.Pending[0].Without(sent.Pending[0].ToItem().Id);
        Assert.Equal((8, 9, 1, Now.AddSeconds(60)), (left?.FirstSeq, left?.LastSeq, left?.Count, left?.DueAt));
        Assert.Null(sent.Pending[0].Without(sent.Pending[0].ToItem().Id));
    }

    private static ChatUserState With(RoomMark mark) => new() { Rooms = ImmutableSortedDictionary<string, RoomMark>.Empty.Add(Room, mark) };

    private static RoomNews News(long seq, RoomKind kind = RoomKind.Room, bool isMention = true) =>
        new() { What = new Mention(Room, seq, seq, Ann, Now), IsMention = isMention, Kind = kind, RoomName = kind == RoomKind.Room ? "Tea" : null };
}
