using OrleansBackends.WebFrontend.Common;
using OrleansBackends.WebFrontend.RateLimits.Deciding;
using OrleansBackends.WebFrontend.RateLimits.Usage;

namespace OrleansBackends.Tests.RateLimits.Web;

public sealed class UsageTests
{
    [Fact]
    public void The_sketch_never_counts_too_few_and_says_by_how_much_too_many()
    {
        const int seed = 20_270_104;
        var random = new Random(seed);
        var sketch = new SpaceSaving(100);
        var exact = new Dictionary<string, long>();
        for (var i = 0; i < 100_000; i++)
        {
            // Few subjects are frequent, thousands are not.
            var subject = $"s{(int)Math.Pow(5_000, random.NextDouble())}";
            exact[subject] = exact.GetValueOrDefault(subject) + 1;
            sketch.Add("p", SubjectRef.Of(subject));
        }

        var top = sketch.Drain(50);
        Assert.All(top, t => Assert.InRange(exact[t.Subject], t.Denied - t.Error, t.Denied));
        Assert.Equal(exact.Where(e => e.Value > 100_000 / 100).Select(e => e.Key).Order(), top.Where(t => t.Denied - t.Error > 100_000 / 100).Select(t => t.Subject).Order());
        Assert.Empty(sketch.Drain(50));
    }

    [Fact]
    public void A_flood_of_subjects_stays_within_the_table()
    {
        var shard = new LeaseShard(100);
        for (var i = 0; i < 10_000; i++)
        {
            shard.Find(new LeaseKey(1, LimitSubject.Of($"{i}")));
            Assert.InRange(shard.Count, 0, 100);
        }
    }

    [Fact]
    public void Five_failures_in_a_second_open_the_circuit_for_a_second()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var circuit = new LimitCircuit(time);
        for (var i = 0; i < 12; i++)
        {
            Assert.False(circuit.Fail());
            time.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.False(circuit.IsOpen);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([false, false, false, false, true], Enumerable.Range(0, 5).Select(_ => circuit.Fail()));
        Assert.True(circuit.IsOpen);
        Assert.False(circuit.Succeed());
        time.Advance(LimitCircuit.Pause);
        Assert.False(circuit.IsOpen);
    }

    [Fact]
    public void A_breakdown_begins_once_and_ends_with_the_first_answer_after_a_pause()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var circuit = new LimitCircuit(time);
        Assert.Equal(1, Enumerable.Range(0, 5).Count(_ => circuit.Fail()));
        time.Advance(LimitCircuit.Pause);
        Assert.Equal(0, Enumerable.Range(0, 5).Count(_ => circuit.Fail()));
        time.Advance(LimitCircuit.Pause);
        Assert.True(circuit.Succeed());
        Assert.False(circuit.Succeed());
        Assert.Equal(1, Enumerable.Range(0, 5).Count(_ => circuit.Fail()));
    }
}
