using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.DevMailbox;

namespace OrleansBackends.Tests.Notifications.DevMailbox;

[Collection<ClusterCollection>]
public sealed class DevMailboxTests(ClusterFixture cluster)
{
    [Fact]
    public async Task The_last_messages_are_kept_the_newest_first_and_each_once()
    {
        var mailbox = cluster.Grains.GetGrain<IDevMailboxGrain>(IDevMailboxGrain.Key);
        await mailbox.Clear();
        for (var i = 0; i < 202; i++)
        {
            await mailbox.Put(Message(i));
        }

        await mailbox.Put(Message(150));
        Assert.Equal(Enumerable.Range(2, 200).Reverse().Select(i => $"msg_{i}"), (await mailbox.List()).Select(m => m.Id));
        await mailbox.Clear();
        Assert.Empty(await mailbox.List());
    }

    private DevMessage Message(int i) =>
        new() { Id = $"msg_{i}", App = "product", Channel = NotifyChannel.Email, To = "ada@example.org", Text = "Hello", At = cluster.Time.Now };
}
