using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat;

namespace OrleansBackends.Tests.Chat.Users;

[Collection<ClusterCollection>]
public sealed class SentMarksTests(ClusterFixture cluster)
{
    private readonly UserId ann = NewRooms.Somebody();
    private readonly string room = ChatKey.NewRoom(Guid.CreateVersion7());
    private readonly string other = ChatKey.NewRoom(Guid.CreateVersion7());

    private IChatUserGrain Ann => cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(ann));

    [Fact]
    public async Task The_newest_of_each_room_is_written()
    {
        var marks = new SentMarks(cluster.Grains);
        marks.Add(ann, new SentUpTo(room, 7, 5));
        marks.Add(ann, new SentUpTo(room, 4, 3));
        marks.Add(ann, new SentUpTo(other, 2, 1));
        Assert.Equal(0, (await Ann.Marks([room]))[room].Seq);
        await marks.Write(ann);
        var written = await Ann.Marks([room, other]);
        Assert.Equal((7, 5, 2, 1), (written[room].Seq, written[room].N, written[other].Seq, written[other].N));
        Assert.Empty(marks.Senders());
    }

    [Fact]
    public async Task What_comes_while_it_is_written_waits_on()
    {
        var marks = new SentMarks(cluster.Grains);
        marks.Add(ann, new SentUpTo(room, 1, 1));
        var writing = marks.Write(ann);
        marks.Add(ann, new SentUpTo(room, 2, 2));
        await writing;
        Assert.Equal([ann], marks.Senders());
        await marks.Write(ann);
        Assert.Equal(2, (await Ann.Marks([room]))[room].Seq);
    }
}
