using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Messages;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>
/// What one member sees of a room: every number once and in order, from the log where the feed has it no more, and nothing after the entry that
/// removes this member.
/// </summary>
internal sealed class RoomWatch(string room, UserId member, long floor, long? after, RoomReader reader) : ILiveShaper
{
    /// <summary>Who missed more loads the newest page instead.</summary>
    private const int MostMissed = 2_000;

    private long? last = after >= floor ? after : null;
    private volatile bool removed;

    /// <summary>Whether the member was removed from the room.</summary>
    public bool IsOver => removed;

    public async ValueTask<LiveBatch?> Shape(LiveBatch batch)
    {
        var position = RoomPosition.Read(batch.Position) ?? 0;
        if (removed || position <= last)
        {
            return removed ? null : batch with { Events = [], Reset = false };
        }

        if (last is not { } seen || position - seen > MostMissed)
        {
            last = position;
            return batch with { Events = [], Reset = true };
        }

        var first = batch.Reset || batch.Events.Count == 0 ? position + 1 : RoomPosition.Read(batch.Events[0].Position) ?? 0;
        var events = new List<LiveEvent>();
        if (first > seen + 1 && !await Fetch(seen, first - 1, events))
        {
            return null;
        }

        foreach (var live in batch.Reset ? [] : batch.Events.Where(live => RoomPosition.Read(live.Position) > seen))
        {
            events.Add((await reader.Show(live)).For(member));
        }

        return UpToRemoval(batch with { Events = events, Reset = false });
    }

    /// <returns>False when the room is closed to this member meanwhile.</returns>
    private async Task<bool> Fetch(long from, long to, List<LiveEvent> events)
    {
        while (from < to)
        {
            var page = await reader.Events(room, member, from, (int)Math.Min(ChatLimits.Events, to - from));
            if (!page.IsOk || page.Value.Events.Count == 0)
            {
                removed = true;
                return false;
            }

            events.AddRange(page.Value.Events.Select(e => new LiveEvent(e.Name, RoomPosition.Of(e.Seq), RoomPosition.Of(e.Seq - 1), e.Data.GetRawText())));
            from = page.Value.Events[^1].Seq;
        }

        return true;
    }

    private LiveBatch UpToRemoval(LiveBatch batch)
    {
        for (var i = 0; i < batch.Events.Count; i++)
        {
            if (batch.Events[i].Name == "member" && RoomReader.Removes(batch.Events[i].Data, member))
            {
                removed = true;
                batch = batch with { Events = [.. batch.Events.Take(i + 1)], Position = batch.Events[i].Position };
            }
        }

        last = batch.Events.Count > 0 ? RoomPosition.Read(batch.Events[^1].Position) : last;
        return batch;
    }
}
