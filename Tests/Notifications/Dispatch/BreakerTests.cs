using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Tests.Notifications.Dispatch;

public sealed class BreakerTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ten_failures_in_a_row_open_it_for_half_a_minute()
    {
        var nine = Failures(new Breaker(), 9);
        Assert.True(nine.IsClosed);
        Assert.True(Failures(nine.Answered(), 9).IsClosed);
        Assert.Equal(Now.AddSeconds(30), nine.Failed(Now).OpenUntil);
    }

    [Fact]
    public void A_failed_probe_doubles_the_pause_up_to_ten_minutes()
    {
        var breaker = Failures(new Breaker(), 10);
        var pauses = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var at = breaker.OpenUntil!.Value;
            breaker = breaker.Failed(at);
            pauses.Add((breaker.OpenUntil!.Value - at).TotalSeconds);
        }

        Assert.Equal([60, 120, 240, 480, 600, 600, 600], pauses);
    }

    [Fact]
    public void What_was_under_way_when_it_opened_changes_nothing()
    {
        var open = Failures(new Breaker(), 10);
        Assert.Equal(open, open.Failed(Now.AddSeconds(29)));
    }

    [Fact]
    public void A_proper_answer_closes_it() => Assert.Equal(new Breaker(), Failures(new Breaker(), 10).Answered());

    [Fact]
    public void What_was_never_handed_over_says_nothing_of_the_provider()
    {
        var nine = Failures(new Breaker(), 9);
        var report = new SendReport { Claim = 1, Lane = Lane.Bulk, Outcome = SendResult.Failed };
        Assert.Equal(nine, nine.After(report, Now));
        Assert.Equal(new Breaker(), nine.After(report with { HandedOver = true }, Now));
        Assert.False(nine.After(report with { HandedOver = true, ProviderFault = true }, Now).IsClosed);
    }

    private static Breaker Failures(Breaker breaker, int count) => Enumerable.Range(0, count).Aggregate(breaker, (b, _) => b.Failed(Now));
}
