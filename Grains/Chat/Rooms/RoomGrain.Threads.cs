using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Who answers follows the thread, and so does the author of its root.</summary>
internal sealed partial class RoomGrain
{
    private async Task FollowThread(long root, long reply, UserId by)
    {
        await log.Facts.Load(root);
        var author = log.Facts.Known(root) is { Hook: null, By: { } began } && began != by && log.Durable.Member(began) is not null ? began : default(UserId?);
        await Task.WhenAll(
            author is { } known ? Threads(known).Follow(Id, root, root, byItself: true) : Task.CompletedTask,
            Threads(by).Follow(Id, root, reply, byItself: false));
    }

    private IChatThreadsGrain Threads(UserId user) => GrainFactory.GetGrain<IChatThreadsGrain>(ChatKey.User(user));
}
