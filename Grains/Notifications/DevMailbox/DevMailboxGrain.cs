using OrleansBackends.Grains.Interfaces.Notifications.DevMailbox;

namespace OrleansBackends.Grains.Notifications.DevMailbox;

[GrainType("devmailbox")]
internal sealed class DevMailboxGrain : Grain, IDevMailboxGrain
{
    private readonly LinkedList<DevMessage> messages = new();

    public Task Put(DevMessage message)
    {
        if (messages.All(kept => kept.Id != message.Id))
        {
            messages.AddFirst(message);
            if (messages.Count > IDevMailboxGrain.Kept)
            {
                messages.RemoveLast();
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DevMessage>> List() => Task.FromResult<IReadOnlyList<DevMessage>>([.. messages]);

    public Task Clear()
    {
        messages.Clear();
        return Task.CompletedTask;
    }
}
