using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Subscribers;

namespace OrleansBackends.Tests.Notifications.Subscribers;

public sealed class SeenTriggersTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_repeat_finds_what_was_answered()
    {
        var state = new SubscriberState().Remember("tx", new DeliveryOutcome(1, 2, 3, 4), Now);
        Assert.Equal(new DeliveryOutcome(1, 2, 3, 4), state.Seen.Find("tx"));
        Assert.Null(state.Seen.Find("other"));
    }

    [Fact]
    public void Five_hundred_are_kept_however_old()
    {
        var state = Many(SeenTriggers.Least, Now).Remember("last", new DeliveryOutcome(0, 0, 0, 0), Now.AddDays(30));
        Assert.Equal(SeenTriggers.Least, state.Seen.Count);
        Assert.Null(state.Seen.Find("tx0"));
        Assert.NotNull(state.Seen.Find("tx1"));
        Assert.Equal(Now.AddSeconds(1), state.ForgottenUpTo);
    }

    [Fact]
    public void Seven_days_are_kept_up_to_two_thousand()
    {
        var state = Many(SeenTriggers.Most, Now).Remember("last", new DeliveryOutcome(0, 0, 0, 0), Now.AddDays(6));
        Assert.Equal(SeenTriggers.Most, state.Seen.Count);
        Assert.Null(state.Seen.Find("tx0"));
        Assert.NotNull(state.Seen.Find("last"));
    }

    private static SubscriberState Many(int count, DateTimeOffset at) =>
        Enumerable.Range(0, count).Aggregate(new SubscriberState(), (state, n) => state.Remember($"tx{n}", new DeliveryOutcome(1, 0, 0, 0), at));
}
