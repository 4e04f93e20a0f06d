using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Rooms;

/// <summary>Every role against every other: the rules alone.</summary>
public sealed class RoleTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    private readonly UserId owner = NewRooms.Somebody();
    private readonly UserId actor = NewRooms.Somebody();
    private readonly UserId target = NewRooms.Somebody();

    public static TheoryData<RoomRole, RoomRole> Pairs
    {
        get
        {
            var pairs = new TheoryData<RoomRole, RoomRole>();
            foreach (var a in Enum.GetValues<RoomRole>())
            {
                foreach (var b in Enum.GetValues<RoomRole>().Where(b => a != RoomRole.Owner || b != RoomRole.Owner))
                {
                    pairs.Add(a, b);
                }
            }

            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Moderators_act_on_lower_roles_only(RoomRole by, RoomRole on)
    {
        var room = With(by, on);
        var may = by >= RoomRole.Moderator && by > on;
        Assert.Equal(may, room.Kick(actor, new Sanction(target, null, null), Now).IsOk);
        Assert.Equal(may, room.Ban(actor, new Sanction(target, null, null), Now).IsOk);
        Assert.Equal(may, room.Mute(actor, new Sanction(target, null, null), Now).IsOk);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Admins_give_roles_below_their_own(RoomRole by, RoomRole on)
    {
        var room = With(by, on);
        foreach (var role in Enum.GetValues<RoomRole>().Where(role => role != on))
        {
            var may = by >= RoomRole.Admin && by > on && (role < by || by == RoomRole.Owner);
            Assert.Equal(may, room.SetRole(actor, target, role, Now).IsOk);
        }
    }

    [Fact]
    public void Giving_ownership_away_leaves_one_owner()
    {
        var room = With(RoomRole.Owner, RoomRole.Member);
        var entries = room.SetRole(actor, target, RoomRole.Owner, Now).Require();
        var after = entries.Aggregate(room, (r, entry) => r.Apply(entry));
        Assert.Equal((RoomRole.Owner, RoomRole.Admin), (after.Member(target)!.Role, after.Member(actor)!.Role));
        Assert.Equal(target, after.State.Owner);
    }

    [Fact]
    public void The_owner_leaves_to_a_successor_only()
    {
        var room = With(RoomRole.Owner, RoomRole.Member);
        Assert.Equal(ChatErrors.OwnerMustTransfer, room.Leave(actor, null, Now).Error);
        Assert.Equal(ChatErrors.OwnerMustTransfer, room.Leave(actor, NewRooms.Somebody(), Now).Error);
        var after = room.Leave(actor, target, Now).Require().Aggregate(room, (r, entry) => r.Apply(entry));
        Assert.Equal((1, target, null), (after.State.Members, after.State.Owner!.Value, after.Member(actor)));
    }

    [Fact]
    public void A_ban_removes_and_bars_until_its_end()
    {
        var room = With(RoomRole.Moderator, RoomRole.Member);
        var before = room.State.Members;
        room = room.Apply(room.Ban(actor, new Sanction(target, Now.AddHours(1), "spam"), Now).Require().Single());
        Assert.Equal((before - 1, 1), (room.State.Members, room.State.Bans));
        Assert.Equal(ChatErrors.Banned, room.Join(target, Now).Error);
        Assert.True(room.Join(target, Now.AddHours(1)).IsOk);
        room = room.Apply(room.Unban(actor, target, Now).Require().Single());
        Assert.Equal(0, room.State.Bans);
        Assert.True(room.Join(target, Now).IsOk);
    }

    [Fact]
    public void A_mute_outlasts_leaving_and_coming_back()
    {
        var room = With(RoomRole.Moderator, RoomRole.Member);
        room = room.Apply(room.Mute(actor, new Sanction(target, null, null), Now).Require().Single());
        room = room.Apply(room.Leave(target, null, Now).Require().Single());
        room = room.Apply(room.Join(target, Now).Require().Single());
        Assert.True(room.Member(target)!.IsMutedAt(Now));
    }

    private Room With(RoomRole by, RoomRole on)
    {
        var made = RoomRules.New(new NewRoom { Owner = owner, Name = "A room" }, Now).Require();
        var room = Room.Empty.Apply(made);
        return new[] { (actor, by), (target, on) }.Aggregate(room, (r, who) => r.Apply(r.Enter(who.Item1, owner, who.Item2, Now)));
    }
}
