namespace OrleansBackends.Grains.Chat.Rooms;

/// <summary>Writes a room's document, one write at a time; who asks while one runs shares the next. After a failed write there is none.</summary>
internal sealed class RoomSnapshots(Document<RoomState> document, Func<RoomState> durable)
{
    private Task running = Task.CompletedTask;
    private Task? waiting;

    public long LastSeq { get; private set; } = document.Current.LastSeq;

    public Task Save() => waiting ??= SaveAfter(running);

    private async Task SaveAfter(Task before)
    {
        await Task.Yield();
        await before;
        waiting = null;
        var state = durable();
        LastSeq = state.LastSeq;
        running = document.Commit(state);
        await running;
    }
}
