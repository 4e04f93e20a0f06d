using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Chat.Rooms;
using OrleansBackends.Tests.Storage;

namespace OrleansBackends.Tests.Chat;

/// <summary>Another activation that believes it owns a room, as after a split of the cluster.</summary>
internal static class JournalThief
{
    /// <summary>Takes the next number of the room's log.</summary>
    public static async Task Take(ClusterFixture cluster, string room)
    {
        var stream = await cluster.Services.GetRequiredService<IJournal>().Open(new JournalOwner(), RoomEvents.Stream(room));
        await stream.Append(NewEntry.Of<object>(MessageEntry.Name, new MessageEntry { N = 2, Text = "stolen", At = cluster.Time.Now }));
    }
}
