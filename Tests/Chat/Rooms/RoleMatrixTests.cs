using OrleansBackends.Grains.Chat.Hooks;
using OrleansBackends.Grains.Chat.Invites;
using OrleansBackends.Grains.Chat.Messages;
using OrleansBackends.Grains.Chat.Moderation;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Rooms;

/// <summary>Every role against every act, on a plain member and a message of theirs: the rules alone.</summary>
public sealed class RoleMatrixTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly UserId Owner = NewRooms.Somebody();
    private static readonly UserId Actor = NewRooms.Somebody();
    private static readonly UserId Target = NewRooms.Somebody();
    private static readonly MessageFact Own = new() { Seq = 5, By = Actor, At = Now };
    private static readonly MessageFact Others = new() { Seq = 6, By = Target, At = Now };
    private static readonly ReportEntry Reported = new() { Target = 6, Author = Target };

    /// <summary>The least role that may; what a room's settings open to members is closed here.</summary>
    private static readonly (string Act, RoomRole Least, Func<Room, Error?> Try)[] Acts =
    [
        ("write", RoomRole.Guest, room => room.RefuseWriting(Actor, Now)),
        ("react", RoomRole.Guest, room => room.React(Others, Actor, "👍", on: true, Now).Error),
        ("edit one's own", RoomRole.Guest, room => room.Edit(Own, Actor, "x", Now).Error),
        ("delete one's own", RoomRole.Guest, room => room.Erase(Own, Actor, Now).Error),
        ("report", RoomRole.Guest, room => room.Member(Actor) is null ? ChatErrors.RoomNotFound : room.RefuseReport(Others, new NewReport(Actor, 6, ReportReason.Spam, null))),
        ("delete another's", RoomRole.Moderator, room => room.Erase(Others, Actor, Now).Error),
        ("mention everybody", RoomRole.Moderator, room => Write(room, "<@all>")),
        ("pin", RoomRole.Moderator, room => room.Pin(Others, Actor, on: true, Now).Error),
        ("kick", RoomRole.Moderator, room => room.Kick(Actor, new Sanction(Target, null, null), Now).Error),
        ("ban", RoomRole.Moderator, room => room.Ban(Actor, new Sanction(Target, null, null), Now).Error),
        ("unban", RoomRole.Moderator, room => room.Unban(Actor, Target, Now).Error),
        ("mute", RoomRole.Moderator, room => room.Mute(Actor, new Sanction(Target, null, null), Now).Error),
        ("unmute", RoomRole.Moderator, room => room.Unmute(Actor, Target, Now).Error),
        ("read reports, audit and words", RoomRole.Moderator, room => room.RefuseModerating(Actor)),
        ("resolve a report", RoomRole.Moderator, room => room.Resolve(Actor, (1, Reported), Others, ReportAction.Delete, Now).Error),
        ("bar a reported author", RoomRole.Moderator, room => room.Resolve(Actor, (1, Reported), Others, ReportAction.Ban, Now).Error),
        ("invite", RoomRole.Admin, room => room.RefuseInviting(Actor)),
        ("withdraw an invitation", RoomRole.Admin, room => room.Revoke(Actor, "a-code", Now).Error),
        ("give a role", RoomRole.Admin, room => room.SetRole(Actor, Target, RoomRole.Guest, Now).Error),
        ("bring somebody in", RoomRole.Admin, room => room.SetRole(Actor, NewRooms.Somebody(), RoomRole.Guest, Now).Error),
        ("change settings", RoomRole.Admin, room => room.Change(Actor, new RoomChange { Name = "x" }, null, Now).Error),
        ("set words", RoomRole.Admin, room => room.SetWords(Actor, [], Now).Error),
        ("make and end hooks", RoomRole.Admin, room => room.RefuseHooks(Actor)),
        ("hand over the room", RoomRole.Owner, room => room.SetRole(Actor, Target, RoomRole.Owner, Now).Error),
        ("end the room", RoomRole.Owner, room => room.End(Actor, Now).Error),
    ];

    public static TheoryData<string, RoomRole?> Matrix
    {
        get
        {
            var matrix = new TheoryData<string, RoomRole?>();
            foreach (var (act, _, _) in Acts)
            {
                matrix.Add(act, null);
                Enum.GetValues<RoomRole>().ToList().ForEach(role => matrix.Add(act, role));
            }

            return matrix;
        }
    }

    [Theory, MemberData(nameof(Matrix))]
    public void Each_role_may_what_the_lower_may_and_more(string act, RoomRole? role)
    {
        var (_, least, attempt) = Acts.Single(one => one.Act == act);
        var refusal = attempt(With(role));
        Assert.Equal(role >= least, refusal is null);
        Assert.True(role is not null || refusal == ChatErrors.RoomNotFound, $"To a stranger: {refusal?.Code}");
    }

    private static Error? Write(Room room, string text) => room.Member(Actor)?.Role is not { } role
        ? ChatErrors.RoomNotFound
        : room.Write(new NewMessage { By = Actor, ClientId = "id", Text = text }, role, null, Now).Error;

    private static Room With(RoomRole? role)
    {
        var made = RoomRules.New(new NewRoom { Owner = Owner, Name = "A room" }, Now).Require();
        var room = Room.Empty.Apply(made);
        room = room.Apply(room.Enter(Owner, Owner, RoomRole.Owner, Now));
        room = room.Apply(room.Enter(Target, Owner, RoomRole.Member, Now));
        room = room.Apply((DeskEntry)room.Invite(new NewInvite { By = Owner, ExpiresAt = Now.AddDays(1) }, "a-code", Now).Require());
        return role is { } given ? room.Apply(room.Enter(Actor, Owner, given, Now)) : room;
    }
}
