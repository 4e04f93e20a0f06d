using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Chat.Users;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Tests.Chat.Rooms;

/// <summary>What happens around a crash, and when several frontends say the same.</summary>
[Collection<ClusterCollection>]
public sealed class DeliveryTests(ClusterFixture cluster)
{
    private readonly UserId ann = NewRooms.Somebody();
    private readonly UserId bob = NewRooms.Somebody();

    [Fact]
    public async Task A_mention_that_was_stored_and_not_delivered_arrives_exactly_once()
    {
        var room = await cluster.Grains.MakeRoom(ann);
        await room.Members.Join(bob);
        var user = cluster.Grains.GetGrain<IChatUserGrain>(ChatKey.User(bob));
        await cluster.DeactivateAsync(user);
        MessageView message;
        using (cluster.RefuseReads(ChatUserState.Name, ChatKey.User(bob)))
        {
            message = await room.Say(ann, $"hello <@{bob}>");
            await cluster.DeactivateAsync(room.Grain);
            Assert.Equal(0, await room.Queries.CountMentions(bob, room.Id, 0));
        }

        for (var i = 0; i < 3; i++)
        {
            await cluster.Grains.GetGrain<IOutboxGrain>(room.Grain.GetGrainId()).DeliverOutbox();
            await cluster.DeactivateAsync(room.Grain);
        }

        await TestTime.Eventually(async () => await room.Queries.CountMentions(bob, room.Id, 0) > 0, "the mention arrives");
        Assert.Equal(message.Seq, Assert.Single((await room.Queries.Mentions(bob, new PageRequest(10, null))).Require().Items).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_id_through_two_frontends_and_a_restart_is_one_message(bool isTimed)
    {
        var id = isTimed ? Guid.CreateVersion7(cluster.Time.Now).ToString() : "an-id-of-mine";
        var room = await cluster.Grains.MakeRoom(ann);
        var other = new ChatRoom(cluster.Services.GetRequiredService<IGrainFactory>(), room.Id);
        var sends = Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? room : other).Send(ann, "once", id)).ToList();
        await cluster.DeactivateAsync(room.Grain);
        var answers = (await Task.WhenAll(sends)).Concat(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => other.Send(ann, "once", id)))).ToList();
        Assert.Single(answers, answer => !answer.Replayed);
        Assert.Equal([(3L, 1L, "once")], answers.Select(answer => answer.Require()).Select(m => (m.Seq, m.N, m.Text)).Distinct());
        Assert.Equal(3, (await room.Log()).Count);
    }
}
