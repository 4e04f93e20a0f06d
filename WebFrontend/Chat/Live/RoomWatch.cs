using System.Text;
using OrleansBackends.Grains.Interfaces.Chat;
using OrleansBackends.WebFrontend.Chat.Messages;

namespace OrleansBackends.WebFrontend.Chat.Live;

/// <summary>
/// What one member sees of a room: every number once and in order, from the log where the feed has it no more, and nothing after the entry that
/// removes this member.
/// </summary>
internal sealed class RoomWatch(string room, UserId member, long floor, long? after, RoomReader reader) : ILiveShaper
{
    /// <summary>Who missed more loads the newest page instead: a connection would not hold it, and what is said meanwhile.</summary>
    public const int MostMissed = LiveConnection.MaxWaiting * 9 / 10;

    private const int MostBytes = LiveConnection.MaxBytes * 9 / 10;

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
            return await Anew(batch, position);
        }

        var first = batch.Reset || batch.Events.Count == 0 ? position + 1 : RoomPosition.Read(batch.Events[0].Position) ?? 0;
        var events = new List<LiveEvent>();
        if (first > seen + 1 && await Fetch(seen, first - 1, events) is { } refused)
        {
            return refused.Kind == ErrorKind.Gone ? await Anew(batch, position) : End();
        }

        foreach (var live in batch.Reset ? [] : batch.Events.Where(live => RoomPosition.Read(live.Position) > seen))
        {
            events.Add((await reader.Show(live)).For(member));
        }

        var shown = UpToRemoval(batch with { Events = events, Reset = false });
        return shown.Events.Sum(live => Encoding.UTF8.GetByteCount(live.Data)) <= MostBytes ? shown : shown with { Events = [], Reset = true };
    }

    /// <summary>Begins at a number, unless one of those that are passed over took this member out.</summary>
    private async Task<LiveBatch?> Anew(LiveBatch batch, long position)
    {
        if (!await reader.MayRead(room, member))
        {
            return End();
        }

        last = position;
        return batch with { Events = [], Reset = true };
    }

    private LiveBatch? End()
    {
        removed = true;
        return null;
    }

    /// <returns>Null, or why the rest cannot be read.</returns>
    private async Task<Error?> Fetch(long from, long to, List<LiveEvent> events)
    {
        while (from < to)
        {
            var page = await reader.Events(room, member, from, (int)Math.Min(ChatLimits.Events, to - from));
            if (!page.IsOk || page.Value.Events.Count == 0)
            {
                return page.IsOk ? ChatErrors.ResyncRequired(from) : page.Error;
            }

            events.AddRange(page.Value.Events.Select(e => new LiveEvent(e.Name, RoomPosition.Of(e.Seq), RoomPosition.Of(e.Seq - 1), e.Data.GetRawText())));
            from = page.Value.Events[^1].Seq;
        }

        return null;
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
