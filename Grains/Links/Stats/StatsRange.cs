using OrleansBackends.Grains.Interfaces.Links.Stats;

namespace OrleansBackends.Grains.Links.Stats;

/// <summary>Adds up days into what the owner sees.</summary>
internal static class StatsRange
{
    public static StatsView Show(IReadOnlyList<ClosedDay> days, DateOnly from, DateOnly to)
    {
        var visitors = new VisitorSketch(VisitorSketch.Day);
        var byDay = days.ToDictionary(d => d.Day);
        var series = new List<DayCount>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (byDay.TryGetValue(day, out var found))
            {
                var ofDay = VisitorSketch.Load(VisitorSketch.Day, found.Visitors);
                visitors.Merge(ofDay);
                series.Add(new DayCount(day, found.Human, found.Bots, ofDay.Count));
            }
            else
            {
                series.Add(new DayCount(day, 0, 0, 0));
            }
        }

        IReadOnlyList<KeyCount> Dimension(int index) => Stats.Dimension.Sum(days.Where(d => d.Dimensions.Count > index).Select(d => d.Dimensions[index]));
        return new StatsView
        {
            Total = days.Sum(d => d.Human + d.Bots),
            Human = days.Sum(d => d.Human),
            Bots = days.Sum(d => d.Bots),
            Unique = visitors.Count,
            UniqueError = Math.Round(visitors.Error, 4),
            Series = series,
            Hours = [.. Enumerable.Range(0, 24).Select(hour => days.Sum(d => d.Hours[hour]))],
            Referrers = Dimension(0),
            Browsers = Dimension(1),
            Os = Dimension(2),
            Devices = Dimension(3),
            Countries = Dimension(4),
            Languages = Dimension(5),
            Rules = Dimension(6),
        };
    }
}
