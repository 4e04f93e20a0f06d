namespace OrleansBackends.Grains.Chat.Moderation;

/// <summary>The reports of one room, in a journal of their own: a copy outlives its message, for a time.</summary>
internal sealed class RoomReports(IGrainBase owner, ChatServices services, string room)
{
    private readonly HashSet<(long Target, UserId? By)> filed = [];
    private Task<IJournalStream>? opening;

    public static StreamName Stream(string room) => new("chat", "mod", room);

    /// <returns>The number of the report; null where this person, or the list of words, has reported the message before.</returns>
    public async Task<long?> File(ReportEntry report)
    {
        if (!filed.Add((report.Target, report.By)))
        {
            return null;
        }

        var isFiled = false;
        try
        {
            var before = await services.Reports.IsFiled(room, report.Target, report.By);
            var n = before ? default(long?) : await (await Open()).Append(NewEntry.Of(ReportEntry.Name, report));
            isFiled = true;
            return n;
        }
        finally
        {
            if (!isFiled)
            {
                filed.Remove((report.Target, report.By));
            }
        }
    }

    /// <summary>Empties the copies that are older.</summary>
    public async Task Forget(DateTimeOffset before)
    {
        while (await services.Reports.FiledBefore(room, before) is { Count: > 0 } old)
        {
            await (await Open()).AppendAndErase([new NewEntry("forgotten", "{}")], old);
        }
    }

    private Task<IJournalStream> Open() => opening is null or { IsFaulted: true } ? opening = services.Journal.Open(owner, Stream(room)) : opening;
}
