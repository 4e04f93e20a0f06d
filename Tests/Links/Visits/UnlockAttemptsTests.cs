using OrleansBackends.Grains.Links.Visits;

namespace OrleansBackends.Tests.Links.Visits;

public sealed class UnlockAttemptsTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly UnlockAttempts attempts = new();

    [Fact]
    public void One_client_has_five_tries_a_minute()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(attempts.Begin("a", Start));
        }

        Assert.Equal(TimeSpan.FromMinutes(1), attempts.Begin("a", Start)!.RetryAfter);
        Assert.Null(attempts.Begin("b", Start));
        Assert.Null(attempts.Begin("a", Start.AddMinutes(1)));
    }

    [Fact]
    public void All_together_have_fifty_tries_an_hour()
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.Null(attempts.Begin($"client {i}", Start));
        }

        Assert.Equal(TimeSpan.FromHours(1), attempts.Begin("one more", Start)!.RetryAfter);
        Assert.Null(attempts.Begin("one more", Start.AddHours(1)));
    }
}
