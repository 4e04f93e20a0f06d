using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Rooms;

public sealed class ListeningTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    private readonly Standing ann = new() { User = NewRooms.Somebody(), Role = RoomRole.Member, JoinedSeq = 5 };

    [Fact]
    public void Two_hundred_are_told_of_everything_and_the_next_is_refused()
    {
        var full = Full();
        Assert.Equal("too-many-listeners", full.Choose(ann, NotifyLevel.All, Now).Error?.Code);
        var known = new Standing { User = full.Listeners[0].User, JoinedSeq = full.Listeners[0].JoinedSeq };
        Assert.Equal(ChatLimits.Listeners, full.Choose(known, NotifyLevel.All, Now).Require().Listeners.Count);
        Assert.True(full.Without(known.User).Choose(ann, NotifyLevel.All, Now).IsOk);
        Assert.True(full.Choose(ann, NotifyLevel.None, Now).IsOk);
    }

    [Fact]
    public void A_room_that_can_tell_nobody_takes_no_more_choices()
    {
        var owing = new Listening();
        for (var i = 0; i < Outbox.Bound; i++)
        {
            owing = owing.Choose(new Standing { User = NewRooms.Somebody() }, NotifyLevel.None, Now).Require();
        }

        Assert.Equal("outbox-full", owing.Choose(ann, NotifyLevel.All, Now).Error?.Code);
        var again = owing.Choose(new Standing { User = owing.Owed[0].User }, NotifyLevel.All, Now).Require();
        Assert.Equal((Outbox.Bound, Outbox.Bound + 1), (again.Owed.Count, again.Owed[^1].Choice));
    }

    [Fact]
    public void What_was_said_before_somebody_came_or_after_they_went_is_not_for_them()
    {
        var listening = new Listening().Choose(ann, NotifyLevel.All, Now).Require();
        Assert.Equal([ann.User], listening.Of(6, With(ann)));
        Assert.Empty(listening.Of(4, With(ann)));
        Assert.Empty(listening.Of(6, With(ann with { Role = null })));
        Assert.Empty(listening.Of(9, With(ann with { JoinedSeq = 8 })));
    }

    [Fact]
    public void Whoever_listens_alone_does_not_hear_themselves()
    {
        var listening = new Listening().Choose(ann, NotifyLevel.All, Now).Require();
        Assert.True(listening.Hears(NewRooms.Somebody()));
        Assert.False(listening.Hears(ann.User));
        Assert.False(new Listening().Hears(ann.User));
    }

    private static Room With(Standing standing) => Room.Empty with { Standings = Room.Empty.Standings.Add(standing.User, standing) };

    private static Listening Full()
    {
        var listening = new Listening();
        for (var i = 0; i < ChatLimits.Listeners; i++)
        {
            listening = listening.Choose(new Standing { User = NewRooms.Somebody(), JoinedSeq = i }, NotifyLevel.All, Now).Require();
            listening = listening.Told(listening.Owed[0]);
        }

        return listening;
    }
}
