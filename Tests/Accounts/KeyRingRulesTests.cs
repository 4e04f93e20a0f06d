using OrleansBackends.Grains.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class KeyRingRulesTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_empty_ring_needs_a_key_at_once() => Assert.Equal(Now, new KeyRingState().Missing(Now));

    [Theory]
    [InlineData(58, false)]
    [InlineData(59, true)]
    public void The_next_key_is_published_a_day_before_it_is_used(int days, bool missing)
    {
        var ring = new KeyRingState().Add(Key("a", Now));
        Assert.Equal(missing ? Now.AddDays(60) : null, ring.Missing(Now.AddDays(days)));
    }

    [Fact]
    public void A_key_that_should_have_been_made_long_ago_is_still_published_a_day_ahead()
    {
        var ring = new KeyRingState().Add(Key("a", Now));
        Assert.Equal(Now.AddDays(201), ring.Missing(Now.AddDays(200)));
    }

    [Fact]
    public void The_old_key_stays_for_a_day_after_the_new_one_is_used()
    {
        var ring = new KeyRingState().Add(Key("a", Now)).Add(Key("b", Now.AddDays(60)));
        Assert.Equal("a", ring.Active(Now.AddDays(60).AddSeconds(-1))!.Kid);
        Assert.Equal("b", ring.Active(Now.AddDays(60))!.Kid);
        Assert.Equal(2, ring.Prune(Now.AddDays(61).AddSeconds(-1)).Keys.Count);
        Assert.Equal(["b"], ring.Prune(Now.AddDays(61)).Keys.Select(k => k.Kid));
    }

    [Fact]
    public void A_rotation_overtakes_the_key_that_waits()
    {
        var ring = new KeyRingState().Add(Key("a", Now)).Add(Key("b", Now.AddDays(60))).Add(Key("c", Now.AddDays(59)));
        Assert.Equal(["a", "c"], ring.Keys.Select(k => k.Kid));
        Assert.Equal("c", ring.Active(Now.AddDays(59))!.Kid);
    }

    [Fact]
    public void Of_the_frameworks_keys_the_newest_hundred_are_kept()
    {
        var ring = Enumerable.Range(0, 101).Aggregate(new KeyRingState(), (state, i) => state.Add(new RingElement($"key-{i}", "box")));
        Assert.Equal((100, "key-1", 101), (ring.Protection.Count, ring.Protection[0].Name, ring.ProtectionVersion));
    }

    private static RingKey Key(string kid, DateTimeOffset from) => new() { Kid = kid, ActiveFrom = from };
}
