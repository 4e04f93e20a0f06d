namespace OrleansBackends.Grains.Accounts;

/// <summary>Audit entries are kept for a year. Who owns a stream is woken when something in it is older, also where nobody uses it any more.</summary>
internal sealed class AuditRetention(QueryDatabase database) : ISweepSource
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    private const string Trimmed = "trimmed";
    private const int Page = 100;

    public string StateName => "accounts.audit";

    public async Task<IReadOnlyList<GrainId>> Leftovers(DateTimeOffset olderThan, string after, int limit, CancellationToken cancellation)
    {
        var streams = await database.Query<string>(
            "SELECT DISTINCT stream FROM accounts_audit_kept WHERE at < @before AND stream > @after ORDER BY stream LIMIT @limit",
            new
            {
                before = database.Dialect.Instant(olderThan - Kept),
                after = after.Length == 0 ? AuditStreams.Prefix : AuditStreams.OwnedBy(after).ToString(),
                limit,
            },
            cancellation);
        return [.. streams.Select(AuditStreams.OwnerOf)];
    }

    /// <param name="journal">Where the entries are.</param>
    /// <param name="name">Of whom.</param>
    /// <param name="open">The owner's handle, for which nothing is asked as long as nothing is too old.</param>
    /// <param name="now">The time.</param>
    public static async Task Trim(IJournal journal, StreamName name, Func<Task<IJournalStream>> open, DateTimeOffset now)
    {
        if (await journal.Read(name, after: 0, limit: 1) is not [var first] || first.At > now - Kept)
        {
            return;
        }

        var stream = await open();
        var last = first;
        while (await journal.Read(name, last.Seq, Page) is { Count: > 0 } page)
        {
            if (page.FirstOrDefault(entry => entry.At > now - Kept) is { } kept)
            {
                await stream.TrimBefore(kept.Seq);
                return;
            }

            last = page[^1];
        }

        if (last.Kind != Trimmed)
        {
            // The last entry of a stream always stays, so one that tells nothing takes its place.
            await stream.Append(new NewEntry(Trimmed, "{}"));
            await stream.TrimBefore(last.Seq + 1);
        }
    }
}
