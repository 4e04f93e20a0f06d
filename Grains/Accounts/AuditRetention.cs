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

    public static async Task Trim(IJournal journal, IJournalStream stream, DateTimeOffset now)
    {
        JournalEntry? last = null;
        while (await journal.Read(stream.Name, last?.Seq ?? 0, Page) is { Count: > 0 } page)
        {
            if (page.FirstOrDefault(entry => entry.At > now - Kept) is { } kept)
            {
                await (last is null && kept == page[0] ? Task.CompletedTask : stream.TrimBefore(kept.Seq));
                return;
            }

            last = page[^1];
        }

        if (last is { Kind: not Trimmed })
        {
            // The last entry of a stream always stays, so one that tells nothing takes its place.
            await stream.Append(new NewEntry(Trimmed, "{}"));
            await stream.TrimBefore(last.Seq + 1);
        }
    }
}
