using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Tests.Notifications.Sending;

public sealed class BreakerTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    private static readonly SendReport Proper = new() { Claim = 1, Lane = Lane.Bulk, Outcome = SendResult.Sent, HandedOver = true };

    private static readonly SendReport Failure = Proper with { Outcome = SendResult.Retry, ProviderFault = true };

    private static Breaker Open { get; } = Failures(Breaker.Closed, 10);

    [Fact]
    public void Ten_failures_in_a_row_open_it_for_half_a_minute()
    {
        var nine = Failures(Breaker.Closed, 9);
        Assert.Equal(32, nine.Allow(Lane.Bulk, 32, Now));
        Assert.Equal(32, Failures(nine.After(Proper, Now), 9).Allow(Lane.Bulk, 32, Now));

        var open = nine.After(Failure, Now);
        Assert.Equal(Now.AddSeconds(30), open.Next(Lane.Bulk));
        Assert.Equal(0, open.Allow(Lane.Transactional, 32, Now.AddSeconds(29)));
    }

    [Fact]
    public void After_the_pause_one_probe_goes_and_its_answer_decides()
    {
        var later = Now.AddSeconds(30);
        Assert.Equal(1, Open.Allow(Lane.Bulk, 32, later));
        var probing = Open.Begun(Lane.Bulk, later);
        Assert.Equal(0, probing.Allow(Lane.Bulk, 32, later));
        Assert.Equal(Breaker.Closed, probing.After(Proper, later));
        Assert.Equal(later.AddSeconds(60), probing.After(Failure, later).Next(Lane.Bulk));
    }

    [Fact]
    public void A_probe_that_was_stopped_before_it_left_makes_room_for_another()
    {
        var later = Now.AddSeconds(30);
        var probing = Open.Begun(Lane.Bulk, later);
        Assert.Equal(1, probing.After(new SendReport { Claim = 1, Lane = Lane.Bulk, Outcome = SendResult.Cancelled }, later).Allow(Lane.Bulk, 32, later));
        Assert.Equal(1, probing.NotBegun(Lane.Bulk).Allow(Lane.Bulk, 32, later));
    }

    [Fact]
    public void A_failed_probe_doubles_the_pause_up_to_ten_minutes()
    {
        var breaker = Open;
        var pauses = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var at = breaker.OpenUntil!.Value;
            breaker = breaker.Begun(Lane.Bulk, at).After(Failure, at);
            pauses.Add((breaker.OpenUntil!.Value - at).TotalSeconds);
        }

        Assert.Equal([60, 120, 240, 480, 600, 600, 600], pauses);
    }

    [Fact]
    public void While_it_is_open_one_code_goes_each_second_and_a_proper_answer_to_it_closes_it()
    {
        var soon = Now.AddSeconds(1);
        Assert.Equal(0, Open.Allow(Lane.Otp, 5, Now));
        Assert.Equal(1, Open.Allow(Lane.Otp, 5, soon));
        var begun = Open.Begun(Lane.Otp, soon);
        Assert.Equal(0, begun.Allow(Lane.Otp, 5, soon));
        Assert.Equal(1, begun.Allow(Lane.Otp, 5, soon.AddSeconds(1)));
        Assert.Equal(begun, begun.After(Failure with { Lane = Lane.Otp }, soon));
        Assert.Equal(Breaker.Closed, begun.After(Proper with { Lane = Lane.Otp }, soon));
    }

    [Fact]
    public void What_was_under_way_when_it_opened_changes_nothing() => Assert.Equal(Open, Open.After(Failure, Now.AddSeconds(29)));

    [Fact]
    public void What_was_never_handed_over_says_nothing_of_the_provider()
    {
        var nine = Failures(Breaker.Closed, 9);
        Assert.Equal(nine, nine.After(Failure with { HandedOver = false }, Now));
    }

    private static Breaker Failures(Breaker breaker, int count) => Enumerable.Range(0, count).Aggregate(breaker, (b, _) => b.After(Failure, Now));
}
