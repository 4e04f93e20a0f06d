using OrleansBackends.Grains.Accounts;

namespace OrleansBackends.Tests.Accounts;

public class AttemptGuardTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Five_attempts_are_free_and_the_sixth_waits_a_second()
    {
        var guard = Charged(5);
        Assert.Equal(TimeSpan.FromSeconds(1), guard.Charge(Now).Error!.RetryAfter);
        Assert.True(guard.Charge(Now.AddSeconds(1)).IsOk);
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(10, 32)]
    [InlineData(14, 512)]
    [InlineData(15, 900)]
    [InlineData(40, 900)]
    public void Waits_double_up_to_fifteen_minutes(int failures, int seconds)
    {
        var guard = new AttemptGuard { Failures = failures - 1, LastFailure = Now };
        Assert.Equal(Now.AddSeconds(seconds), guard.Charge(Now).Require().WaitUntil);
    }

    [Theory]
    [InlineData(0.9, 9)]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(1000, 1)]
    public void The_count_halves_with_each_quiet_hour(double hours, int failures)
    {
        var guard = new AttemptGuard { Failures = 8, LastFailure = Now };
        Assert.Equal(failures, guard.Charge(Now.AddHours(hours)).Require().Failures);
    }

    [Fact]
    public void A_refused_attempt_is_not_charged()
    {
        var refused = Charged(5).Charge(Now);
        Assert.Equal(ErrorKind.TooMany, refused.Error!.Kind);
        Assert.Equal("too-many-attempts", refused.Error.Code);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void A_wait_of_a_minute_is_worth_a_write(int failures, bool worth) =>
        Assert.Equal(worth, new AttemptGuard { Failures = failures - 1, LastFailure = Now }.Charge(Now).Require().IsWorthKeeping);

    private static AttemptGuard Charged(int times)
    {
        var guard = new AttemptGuard();
        for (var i = 0; i < times; i++)
        {
            guard = guard.Charge(Now).Require();
        }

        return guard;
    }
}
