using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Notifications.Inbox;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Subscribers;

/// <summary>
/// A subscriber's journal, written after the document: the document holds the entries of its last act under the numbers they get, so that a crash
/// between the two loses none and doubles none.
/// </summary>
internal sealed class SubscriberJournal(IGrainBase grain, Document<SubscriberState> document, StreamName name, SubscriberServices services)
{
    private const int EraseAtOnce = 500;

    private IJournalStream? stream;

    /// <summary>One write of the document, one of the journal.</summary>
    public async Task Commit(SubscriberState next, IReadOnlyList<NewEntry> entries)
    {
        var open = await Settle();
        var debts = entries.Select((entry, at) => new JournalDebt(open.LastSeq + 1 + at, entry.Kind, entry.Data));
        await document.Commit(next with { Journal = [.. debts] });
        if (entries.Count > 0)
        {
            await open.Append(entries);
        }
    }

    /// <summary>Whether a trigger that is no longer remembered had been delivered.</summary>
    public async Task<bool> HasReceived(string transactionId)
    {
        await Settle();
        var rows = await services.Database.Query<long>(
            "SELECT seq FROM notifications_received WHERE stream = @stream AND tx = @tx LIMIT 1", new { stream = name.ToString(), tx = transactionId });
        return rows.Count > 0;
    }

    /// <summary>Items by their numbers, in that order.</summary>
    public async Task<IReadOnlyList<InboxItem>> Items(IReadOnlyCollection<int> numbers)
    {
        if (numbers.Count == 0)
        {
            return [];
        }

        await Settle();
        var rows = await services.Database.Query<ItemRow>(
            $"""
             SELECT n, CAST(data AS text) AS data FROM notifications_inbox
              WHERE stream = @stream AND n BETWEEN @low AND @high AND {services.Database.Dialect.IsOneOf("CAST(n AS text)", "@numbers")}
             """,
            new
            {
                stream = name.ToString(), low = (long)numbers.Min(), high = (long)numbers.Max(),
                numbers = services.Database.Dialect.Texts(numbers.Select(InboxNumbers.Text)),
            });
        var found = rows.Where(row => row.Data != "{}").ToDictionary(row => (int)row.N, row => DocumentJson.Read<ItemEntry>(row.Data).Item);
        return [.. numbers.Where(found.ContainsKey).Select(number => found[number])];
    }

    /// <summary>Empties what the inbox showed.</summary>
    public async Task EraseItems()
    {
        var open = await Settle();
        for (var after = 0L; ;)
        {
            var some = await services.Database.Query<long>(
                "SELECT seq FROM notifications_inbox WHERE stream = @stream AND n IS NOT NULL AND seq > @after ORDER BY seq LIMIT @limit",
                new { stream = name.ToString(), after, limit = EraseAtOnce });
            if (some.Count == 0)
            {
                return;
            }

            await open.AppendAndErase([new NewEntry(EntryKinds.Erased, "{}")], some);
            after = some[^1];
        }
    }

    /// <summary>Deletes what the delivery log no longer promises, but nothing that the inbox shows; answers when to do so again.</summary>
    public async Task<DateTimeOffset?> Trim(DateTimeOffset now)
    {
        var open = await Settle();
        var kept = await services.Age.FirstKept(name, now);
        var shown = await services.Database.Query<long>(
            "SELECT seq FROM notifications_inbox WHERE stream = @stream AND n > @gone ORDER BY n LIMIT 1",
            new { stream = name.ToString(), gone = (long)document.Current.Inbox.Gone });
        var before = kept?.Seq ?? await open.Append(new NewEntry(EntryKinds.Trimmed, "{}"));
        await open.TrimBefore(Math.Min(before, shown.FirstOrDefault(long.MaxValue)));
        await open.TrimBefore(before, keep: EntryKinds.Item);
        return LogAge.TrimAt(kept?.At, now);
    }

    /// <summary>The open journal with everything in it that the document tells of.</summary>
    private async Task<IJournalStream> Settle()
    {
        // Without a document, which comes first, there is no entry either.
        stream ??= document.Exists ? await services.Journal.Open(grain, name) : services.Journal.OpenNew(grain, name);
        var missing = document.Current.Journal.Where(debt => debt.Seq > stream.LastSeq).ToList();
        if (missing.Count > 0)
        {
            await stream.Append([.. missing.Select(debt => new NewEntry(debt.Kind, debt.Data))]);
        }

        return stream;
    }

    private sealed record ItemRow(long N, string Data);
}
