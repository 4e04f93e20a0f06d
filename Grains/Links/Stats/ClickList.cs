using System.Globalization;
using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>The single clicks of a link in its journal, kept for 90 days.</summary>
internal sealed class ClickList(IJournal journal, StreamName stream, long from, DateTimeOffset now)
{
    private const int Chunk = 20;

    /// <summary>Newest first; a cursor is the entry and the place in it of the last click shown.</summary>
    public async Task<Result<Page<ClickView>>> Read(PageRequest page)
    {
        var (seq, index) = (long.MaxValue - 1, int.MaxValue);
        if (page.Cursor is { } cursor && (Cursor.Decode(cursor, 2) is not [var seqText, var indexText]
            || !long.TryParse(seqText, NumberStyles.None, CultureInfo.InvariantCulture, out seq)
            || !int.TryParse(indexText, NumberStyles.None, CultureInfo.InvariantCulture, out index)
            || seq == long.MaxValue))
        {
            return Errors.InvalidCursor;
        }

        var found = new List<(long Seq, int Index, Click Click)>();
        for (var before = seq + 1; found.Count <= page.Limit;)
        {
            var entries = await journal.ReadBack(stream, before, Chunk);
            var recent = entries.TakeWhile(e => e.Seq > from && e.Kind == ClicksEntry.Kind).Select(e => (e.Seq, Entry: e.Read<ClicksEntry>())).TakeWhile(e => e.Entry.At > now - ClickRetention.Kept).ToList();
            found.AddRange(recent.SelectMany(e => Clicks(e.Seq, e.Entry)).Where(c => c.Seq < seq || c.Index < index));
            if (entries.Count == 0 || recent.Count < entries.Count)
            {
                break;
            }

            before = entries[^1].Seq;
        }

        return found.ToPage(page.Limit, c => ClickView.Of(c.Click), c => [Text(c.Seq), Text(c.Index)]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(long Seq, int Index, Click Click)> Clicks(long seq, ClicksEntry entry) =>
        entry.Clicks().Select((click, index) => (seq, index, click)).Reverse();
}
