using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansBackends.Grains.Chat.Users;
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
        Task writing;
        using (var held = cluster.HoldReads(ChatUserState.Name, ChatKey.User(ann)))
        {
            writing = marks.Write(ann);
            await TestTime.Soon(held.Arrived, "the first mark is on its way");
            marks.Add(ann, new SentUpTo(room, 2, 2));
        }

        await writing;
        Assert.Equal([ann], marks.Senders());
        Assert.Equal(1, (await Ann.Marks([room]))[room].Seq);
        await marks.Write(ann);
        Assert.Equal(2, (await Ann.Marks([room]))[room].Seq);
        Assert.Empty(marks.Senders());
    }

    [Fact]
    public async Task Who_sends_all_the_time_has_a_mark_stored_all_the_same()
    {
        var marks = new SentMarks(cluster.Grains);
        using var rounds = new SentMarkRounds(marks, cluster.Time.Provider, NullLogger<SentMarkRounds>.Instance);
        await rounds.StartAsync(CancellationToken.None);
        var seq = 0L;
        await cluster.Time.Until(
            async () =>
            {
                marks.Add(ann, new SentUpTo(room, ++seq, seq));
                return await IsStored();
            },
            TimeSpan.FromSeconds(5), "a mark is stored");
        await rounds.StopAsync(CancellationToken.None);
        Assert.Empty(marks.Senders());
        Assert.Equal(seq, (await Ann.Marks([room]))[room].Seq);
    }

    private async Task<bool> IsStored() => (await cluster.Services.GetRequiredService<QueryDatabase>().Query<long>(
        "SELECT 1 FROM grain_state WHERE state_name = @state AND grain_key = @key", new { state = ChatUserState.Name, key = ChatKey.User(ann) })).Count > 0;
}
