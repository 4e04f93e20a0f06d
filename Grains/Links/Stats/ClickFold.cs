using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>
/// The statistics of one link in memory: a pure fold over its entries of clicks. Entries come in order of the journal, so a fold that begins at any
/// snapshot ends the same.
/// </summary>
internal sealed class ClickFold
{
    public const int MaxFrontends = 64;

    /// <summary>Clicks of a day that arrive later than this after its end count for the day on which they arrive.</summary>
    public static readonly TimeSpan CloseAfter = TimeSpan.FromHours(2);

    private readonly LinkStatsState state;
    private readonly VisitorSketch visitors;
    private readonly SortedDictionary<DateOnly, DayFold> days;
    private readonly OrderedDictionary<string, long> batches;
    private DateOnly closedThrough;

    public ClickFold(LinkStatsState state)
    {
        this.state = state;
        visitors = VisitorSketch.Load(VisitorSketch.AllTime, state.Visitors);
        days = new(state.OpenDays.ToDictionary(d => d.Day, DayFold.Load));
        batches = new(state.Batches.Select(b => KeyValuePair.Create(b.Frontend, b.Number)), StringComparer.Ordinal);
        (Human, Bots, LastClickAt, closedThrough) = (state.Human, state.Bots, state.LastClickAt, state.ClosedThrough);
    }

    public long Human { get; private set; }

    public long Bots { get; private set; }

    public long Unique => visitors.Count;

    public DateTimeOffset? LastClickAt { get; private set; }

    public IEnumerable<DayFold> OpenDays => days.Values;

    public bool Knows(ClickBatch batch) => batches.TryGetValue(batch.Frontend, out var last) && batch.Number <= last;

    public void Add(ClicksEntry entry)
    {
        var arrived = DateOnly.FromDateTime(entry.At.UtcDateTime);
        foreach (var click in entry.Clicks())
        {
            Add(click, arrived);
        }

        foreach (var day in days.Values)
        {
            day.Settle();
        }

        if (!batches.Remove(entry.Batch.Frontend) && batches.Count >= MaxFrontends)
        {
            batches.RemoveAt(0);
        }

        batches[entry.Batch.Frontend] = entry.Batch.Number;
    }

    /// <summary>Days that take no more clicks at this time.</summary>
    public IReadOnlyList<DayFold> Closable(DateTimeOffset now) =>
        [.. days.Values.Where(d => d.Day.AddDays(1).ToDateTime(TimeOnly.MinValue) + CloseAfter <= now.UtcDateTime)];

    public void Close(DateOnly day)
    {
        days.Remove(day);
        closedThrough = day > closedThrough ? day : closedThrough;
    }

    public LinkStatsState Snapshot(long clicksSeq, long daysSeq) => state with
    {
        Human = Human, Bots = Bots, LastClickAt = LastClickAt, Visitors = visitors.Save(), ClosedThrough = closedThrough,
        OpenDays = [.. days.Values.Select(d => d.Save())], Batches = [.. batches.Select(b => new LastBatch(b.Key, b.Value))],
        ClicksSeq = clicksSeq, DaysSeq = daysSeq,
    };

    private void Add(in Click click, DateOnly arrived)
    {
        if (click.Source.Bot)
        {
            Bots++;
        }
        else
        {
            Human++;
            visitors.Add(click.Visitor);
        }

        LastClickAt = LastClickAt > click.At ? LastClickAt : click.At;
        DayOf(click, arrived).Add(click);
    }

    private DayFold DayOf(in Click click, DateOnly arrived)
    {
        var clicked = DateOnly.FromDateTime(click.At.UtcDateTime);
        var open = clicked > closedThrough && clicked >= arrived.AddDays(-1) && clicked <= arrived;
        var day = open ? clicked : arrived > closedThrough ? arrived : closedThrough.AddDays(1);
        return days.TryGetValue(day, out var fold) ? fold : days[day] = new DayFold(day);
    }
}
