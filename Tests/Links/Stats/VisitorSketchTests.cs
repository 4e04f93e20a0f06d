using OrleansBackends.Grains.Links.Stats;

namespace OrleansBackends.Tests.Links.Stats;

public sealed class VisitorSketchTests
{
    [Theory]
    [InlineData(VisitorSketch.AllTime)]
    [InlineData(VisitorSketch.Day)]
    public void Up_to_512_visitors_are_counted_exactly(int precision)
    {
        var sketch = Sketch(precision, 512, seed: 1);
        Assert.Equal((512, 0), (sketch.Count, sketch.Error));
        sketch.Merge(Sketch(precision, 512, seed: 1));
        Assert.Equal(512, sketch.Count);
    }

    [Theory]
    [InlineData(VisitorSketch.AllTime, 1_000)]
    [InlineData(VisitorSketch.AllTime, 10_000)]
    [InlineData(VisitorSketch.AllTime, 50_000)]
    [InlineData(VisitorSketch.AllTime, 1_000_000)]
    [InlineData(VisitorSketch.Day, 1_000)]
    [InlineData(VisitorSketch.Day, 3_000)]
    [InlineData(VisitorSketch.Day, 100_000)]
    public void Many_visitors_are_counted_within_three_standard_errors(int precision, int visitors)
    {
        var sketch = Sketch(precision, visitors, seed: 7);
        Assert.InRange(sketch.Count, visitors * (1 - (3 * sketch.Error)), visitors * (1 + (3 * sketch.Error)));
    }

    [Fact]
    public void Standard_errors_are_those_promised()
    {
        Assert.Equal(0.0081, Sketch(VisitorSketch.AllTime, 600, 1).Error, 4);
        Assert.Equal(0.0325, Sketch(VisitorSketch.Day, 600, 1).Error, 4);
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(400, 400)]
    [InlineData(100, 5_000)]
    [InlineData(5_000, 5_000)]
    public void Merging_is_commutative_and_equals_counting_everything_at_once(int left, int right)
    {
        VisitorSketch Left() => Sketch(VisitorSketch.Day, left, seed: 1);
        VisitorSketch Right() => Sketch(VisitorSketch.Day, right, seed: 2);
        var (one, other, all) = (Left(), Right(), Left());
        one.Merge(Right());
        other.Merge(Left());
        foreach (var hash in Hashes(right, seed: 2))
        {
            all.Add(hash);
        }

        Assert.Equal(one.Count, other.Count);
        Assert.Equal(all.Count, one.Count);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(3_000)]
    public void A_stored_sketch_goes_on_counting(int visitors)
    {
        var stored = DocumentJson.Write(Sketch(VisitorSketch.Day, visitors, seed: 3).Save());
        var loaded = VisitorSketch.Load(VisitorSketch.Day, DocumentJson.Read<SketchData>(stored));
        Assert.Equal(Sketch(VisitorSketch.Day, visitors, seed: 3).Count, loaded.Count);
    }

    private static VisitorSketch Sketch(int precision, int visitors, int seed)
    {
        var sketch = new VisitorSketch(precision);
        foreach (var hash in Hashes(visitors, seed))
        {
            sketch.Add(hash);
        }

        return sketch;
    }

    private static IEnumerable<ulong> Hashes(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue));
    }
}
