using OrleansBackends.Grains.Interfaces.Links.Stats;
using OrleansBackends.Grains.Links.Stats;

namespace OrleansBackends.Tests.Links.Stats;

public sealed class ClickFoldTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ClickSource Person = new(Bot: false);
    private static readonly DateOnly Today = new(2027, 3, 1);

    [Fact]
    public void Every_dimension_of_a_day_adds_up_to_its_people()
    {
        var fold = new ClickFold(new LinkStatsState());
        var random = new Random(5);
        fold.Add(Entry(1, Noon, Enumerable.Range(0, 500).Select(i => new Click(Noon, (ulong)i, new ClickSource(i % 10 == 0) { ReferrerHost = $"h{random.Next(60)}.example" }))));
        var day = fold.OpenDays.Single().Show(0);
        Assert.Equal((450, 50), (day.Human, day.Bots));
        Assert.All(day.Dimensions, keys => Assert.Equal(450, keys.Sum(k => k.Count)));
        Assert.All(day.Dimensions, keys => Assert.InRange(keys.Count, 1, Dimension.Kept + 1));
        Assert.Equal(450, day.Hours[12]);
    }

    [Fact]
    public void The_largest_keys_are_kept_and_the_rest_is_other()
    {
        var dimension = new Dimension();
        for (var i = 0; i < 1_000; i++)
        {
            dimension.Add(i % 2 == 0 ? "big" : $"small{i}");
        }

        var shown = dimension.Show();
        Assert.Equal("big", shown[0].Key);
        Assert.InRange(shown[0].Count, 480, 500);
        Assert.Equal(1_000, shown.Sum(k => k.Count));
        Assert.Equal(Dimension.Other, shown[^1].Key);
    }

    [Fact]
    public void Clicks_are_packed_and_unpacked_in_order_through_json()
    {
        var german = Person with { Country = "DE" };
        Click[] clicks = [new(Noon.AddMilliseconds(250), ulong.MaxValue, german), new(Noon, 0, Person), new(Noon.AddMilliseconds(1), 7, german)];
        var packed = PackedClicks.Of(clicks);
        Assert.Equal((3, 2), (packed.Count, packed.Sources.Count));
        Assert.Equal(clicks, DocumentJson.Read<PackedClicks>(DocumentJson.Write(packed)).Unpack());
    }

    [Fact]
    public void A_batch_that_comes_again_is_known()
    {
        var fold = new ClickFold(new LinkStatsState());
        var entry = Entry(7, Noon, [new Click(Noon, 1, Person)]);
        fold.Add(entry);
        Assert.True(fold.Knows(entry.Batch));
        Assert.True(new ClickFold(fold.Snapshot(1, 0)).Knows(entry.Batch));
        Assert.False(fold.Knows(entry.Batch with { Number = 8 }));
        Assert.False(fold.Knows(entry.Batch with { Frontend = "other" }));
    }

    [Fact]
    public void A_fold_from_a_snapshot_ends_like_the_whole()
    {
        var entries = Enumerable.Range(0, 20).Select(i => Entry(i, Noon.AddMinutes(i), [new Click(Noon.AddMinutes(i), (ulong)i, new ClickSource(i % 3 == 0) { Browser = $"b{i}" })])).ToList();
        var whole = new ClickFold(new LinkStatsState());
        entries.ForEach(whole.Add);
        var first = new ClickFold(new LinkStatsState());
        entries.Take(9).ToList().ForEach(first.Add);
        var rest = new ClickFold(DocumentJson.Read<LinkStatsState>(DocumentJson.Write(first.Snapshot(9, 0))));
        entries.Skip(9).ToList().ForEach(rest.Add);
        Assert.Equal(DocumentJson.Write(whole.Snapshot(20, 0)), DocumentJson.Write(rest.Snapshot(20, 0)));
    }

    [Fact]
    public void A_day_closes_two_hours_after_its_end_and_later_clicks_count_for_the_day_they_arrive()
    {
        var fold = new ClickFold(new LinkStatsState());
        var midnight = new DateTimeOffset(2027, 3, 2, 0, 0, 0, TimeSpan.Zero);
        fold.Add(Entry(1, Noon, [new Click(Noon, 1, Person)]));
        Assert.Empty(fold.Closable(midnight.AddHours(2).AddMilliseconds(-1)));
        fold.Add(Entry(2, midnight.AddHours(1), [new Click(midnight.AddMinutes(-1), 2, Person)]));
        Assert.Equal(2, fold.Closable(midnight.AddHours(2)).Single().Show(0).Human);

        fold.Close(Today);
        fold.Add(Entry(3, midnight.AddHours(3), [new Click(midnight.AddMinutes(-1), 3, Person)]));
        var open = fold.OpenDays.Single();
        Assert.Equal((Today.AddDays(1), 1), (open.Day, open.Show(0).Human));
        Assert.Equal(3, fold.Human);
    }

    [Fact]
    public void No_click_is_later_than_its_arrival() =>
        Assert.Equal(Noon, Entry(1, Noon, [new Click(Noon.AddDays(3), 1, Person)]).Clicks().Single().At);

    private static ClicksEntry Entry(long number, DateTimeOffset arrived, IEnumerable<Click> clicks) => new(arrived, Batch(number, clicks));

    private static ClickBatch Batch(long number, IEnumerable<Click> clicks) => new("frontend", number, null, Noon, PackedClicks.Of([.. clicks]));
}
