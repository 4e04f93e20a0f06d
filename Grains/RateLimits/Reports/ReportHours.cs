using OrleansBackends.Grains.Interfaces.RateLimits.Reports;

namespace OrleansBackends.Grains.RateLimits.Reports;

/// <summary>The closed hours of a report: one entry each, kept 30 days.</summary>
internal sealed class ReportHours(IJournal journal, IJournalStream stream)
{
    public const string Kind = "hour";
    private const int Page = 100;

    public long LastSeq => stream.LastSeq;

    public static StreamName Stream(string app) => new("rate-limits", "report", app);

    public Task<long> Append(StoredHour hour) => stream.Append(NewEntry.Of(Kind, hour));

    public async Task<bool> HasAfter(long seq, DateTimeOffset hour) =>
        (await journal.Read(stream.Name, seq, Page)).Any(e => e.Kind == Kind && e.Read<StoredHour>().Hour == hour);

    /// <summary>Drops what is too old, from the front.</summary>
    public async Task Trim(DateTimeOffset now)
    {
        var oldest = now.AddDays(-ILimitReportGrain.KeptDays);
        var page = await journal.Read(stream.Name, 0, Page);
        if (page.TakeWhile(e => e.Read<StoredHour>().Hour < oldest).LastOrDefault() is { } last)
        {
            await stream.TrimBefore(last.Seq + 1);
        }
    }

    /// <summary>Writes the hours that name a subject anew without it, and empties the old entries.</summary>
    public async Task Forget(string subject)
    {
        var (after, last) = (0L, stream.LastSeq);
        while (after < last)
        {
            var page = await journal.Read(stream.Name, after, Page);
            foreach (var entry in page.Where(e => e.Seq <= last && e.Kind == Kind))
            {
                var hour = entry.Read<StoredHour>();
                if (hour.Limited.Any(l => l.Subject == subject))
                {
                    var without = hour with { Limited = [.. hour.Limited.Where(l => l.Subject != subject)] };
                    await stream.AppendAndErase([NewEntry.Of(Kind, without)], [entry.Seq]);
                }
            }

            after = page.Count == 0 ? last : page[^1].Seq;
        }
    }

    public async Task Erase() => await stream.TrimBefore(await stream.Append(new NewEntry("erased", "{}")));
}
