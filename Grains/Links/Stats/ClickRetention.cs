namespace OrleansBackends.Grains.Links.Stats;

/// <summary>Single clicks are kept for 90 days, and until the end of that day; what was counted of them stays.</summary>
internal sealed class ClickRetention(IJournal journal, IJournalStream clicks)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int Page = 100;

    /// <summary>When all clicks of an instant's day are too old.</summary>
    public static DateTimeOffset DueAfter(DateTimeOffset at) => new DateTimeOffset(at.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) + Kept;

    /// <summary>Deletes entries that are too old and no later than <paramref name="counted"/>; answers when the next ones are, null when none is left.</summary>
    public async Task<DateTimeOffset?> Trim(long counted, DateTimeOffset now)
    {
        JournalEntry? last = null;
        while (true)
        {
            var page = await journal.Read(clicks.Name, last?.Seq ?? 0, Page);
            if (page.FirstOrDefault(e => e.Kind == ClicksEntry.Kind && (e.At > now - Kept || e.Seq > counted)) is { } kept)
            {
                await clicks.TrimBefore(kept.Seq);
                return DueAfter(kept.At);
            }

            last = page.Count > 0 ? page[^1] : last;
            if (page.Count < Page)
            {
                await TrimAll(last);
                return null;
            }
        }
    }

    /// <summary>The last entry of a stream always stays, so one without clicks takes the place of the last clicks.</summary>
    private async Task TrimAll(JournalEntry? last)
    {
        if (last?.Kind == ClicksEntry.Kind)
        {
            await clicks.TrimBefore(await clicks.Append(new NewEntry("trimmed", "{}")));
        }
    }
}
