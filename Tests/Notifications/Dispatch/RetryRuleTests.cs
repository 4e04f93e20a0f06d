using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Notifications.Dispatch;

namespace OrleansBackends.Tests.Notifications.Dispatch;

public sealed class RetryRuleTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Lane.Otp, 0, 1)]
    [InlineData(Lane.Otp, 3, 8)]
    [InlineData(Lane.Otp, 4, 10)]
    [InlineData(Lane.Transactional, 0, 5)]
    [InlineData(Lane.Transactional, 6, 320)]
    [InlineData(Lane.Transactional, 7, 600)]
    [InlineData(Lane.Bulk, 0, 30)]
    [InlineData(Lane.Bulk, 6, 1_920)]
    [InlineData(Lane.Bulk, 7, 3_600)]
    [InlineData(Lane.Bulk, 400, 3_600)]
    public void A_retry_waits_from_nothing_to_its_bound(Lane lane, int attempt, int seconds)
    {
        Assert.Equal(TimeSpan.Zero, RetryRule.Wait(lane, attempt, 0));
        Assert.Equal(TimeSpan.FromSeconds(seconds / 2.0), RetryRule.Wait(lane, attempt, 0.5));
        var generator = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            Assert.InRange(RetryRule.Wait(lane, attempt, generator.NextDouble()), TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 300)]
    [InlineData(2, 1_800)]
    [InlineData(3, 7_200)]
    [InlineData(8, 86_400)]
    public void A_webhook_has_steps_of_its_own_give_or_take_a_tenth(int attempt, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds * 0.9), RetryRule.WebhookWait(attempt, 0));
        Assert.Equal(seconds, RetryRule.WebhookWait(attempt, 0.5)!.Value.TotalSeconds, 3);
        Assert.True(RetryRule.WebhookWait(attempt, 0.999) < TimeSpan.FromSeconds(seconds * 1.1));
    }

    [Fact]
    public void A_webhook_is_given_up_after_its_last_step() => Assert.Null(RetryRule.WebhookWait(9, 0.5));

    [Fact]
    public void A_retry_is_never_earlier_than_the_provider_wishes()
    {
        var failed = new OpenTry(NotifyChannel.Email, Lane.Transactional, 0, Now.AddHours(1));
        Assert.Equal(Now.AddSeconds(90), RetryRule.Next(failed, TimeSpan.FromSeconds(90), Now, 0.9));
        Assert.Equal(Now.AddSeconds(4.5), RetryRule.Next(failed, TimeSpan.FromSeconds(1), Now, 0.9));
    }

    [Fact]
    public void A_retry_that_would_come_too_late_is_none()
    {
        var failed = new OpenTry(NotifyChannel.Sms, Lane.Otp, 4, Now.AddSeconds(5));
        Assert.NotNull(RetryRule.Next(failed, null, Now, 0.49));
        Assert.Null(RetryRule.Next(failed, null, Now, 0.5));
        Assert.Null(RetryRule.Next(failed, TimeSpan.FromMinutes(1), Now, 0));
    }
}
