using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>One UTC day of a link while clicks may still come.</summary>
internal sealed class DayFold(DateOnly day)
{
    private static readonly Func<ClickSource, string?>[] Keys =
        [c => c.ReferrerHost ?? "direct", c => c.Browser, c => c.Os, c => c.Device, c => c.Country, c => c.Language, c => c.Rule ?? "default"];

    private readonly Dimension[] dimensions = [.. Keys.Select(_ => new Dimension())];
    private readonly long[] hours = new long[24];
    private readonly Dictionary<ClickSource, int> uncounted = new(ReferenceEqualityComparer.Instance);
    private VisitorSketch visitors = new(VisitorSketch.Day);
    private long human;
    private long bots;

    public DateOnly Day => day;

    public static DayFold Load(OpenDay saved)
    {
        var fold = new DayFold(saved.Day) { human = saved.Human, bots = saved.Bots, visitors = VisitorSketch.Load(VisitorSketch.Day, saved.Visitors) };
        saved.Hours.CopyTo(fold.hours, 0);
        for (var i = 0; i < saved.Dimensions.Count; i++)
        {
            fold.dimensions[i] = Dimension.Load(saved.Dimensions[i]);
        }

        return fold;
    }

    /// <summary>To be followed by <see cref="Settle"/> when an entry's clicks are in.</summary>
    public void Add(in Click click)
    {
        if (click.Source.Bot)
        {
            bots++;
            return;
        }

        human++;
        hours[click.At.UtcDateTime.Hour]++;
        visitors.Add(click.Visitor);
        uncounted[click.Source] = uncounted.GetValueOrDefault(click.Source) + 1;
    }

    /// <summary>Counts the sources of the clicks that were added: one by one would cost most of the fold.</summary>
    public void Settle()
    {
        foreach (var (source, count) in uncounted)
        {
            for (var i = 0; i < Keys.Length; i++)
            {
                dimensions[i].Add(Keys[i](source), count);
            }
        }

        uncounted.Clear();
    }

    public OpenDay Save() => new()
    {
        Day = day, Human = human, Bots = bots, Hours = [.. hours], Visitors = visitors.Save(), Dimensions = [.. dimensions.Select(d => d.Save())],
    };

    public ClosedDay Show(long clicksSeq) => new()
    {
        Day = day, Human = human, Bots = bots, Hours = [.. hours], Visitors = visitors.Save(), Dimensions = [.. dimensions.Select(d => d.Show())],
        ClicksSeq = clicksSeq,
    };
}

/// <summary>An open day in the document.</summary>
internal sealed record OpenDay
{
    public DateOnly Day { get; init; }
    public long Human { get; init; }
    public long Bots { get; init; }
    public long[] Hours { get; init; } = new long[24];
    public SketchData? Visitors { get; init; }
    public IReadOnlyList<IReadOnlyList<DimensionKey>> Dimensions { get; init; } = [];
}

/// <summary>A closed day, an entry of the journal for ever. <see cref="ClicksSeq"/> is the last entry of clicks before it closed.</summary>
internal sealed record ClosedDay
{
    public DateOnly Day { get; init; }
    public long Human { get; init; }
    public long Bots { get; init; }
    public long[] Hours { get; init; } = new long[24];
    public SketchData? Visitors { get; init; }

    /// <summary>Referrers, browsers, systems, devices, countries, languages, rules; days that closed before there were rules lack those.</summary>
    public IReadOnlyList<IReadOnlyList<KeyCount>> Dimensions { get; init; } = [];

    public long ClicksSeq { get; init; }
}
