using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class GuardGrainTests(ClusterFixture cluster)
{
    private readonly string address = $"{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task A_hundred_parallel_attempts_are_checked_five_times()
    {
        var name = cluster.Address(address);
        var attempts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => name.BeginAttempt()));
        Assert.Equal(5, attempts.Count(a => a.IsOk));
        Assert.All(attempts.Where(a => !a.IsOk), a => Assert.Equal("too-many-attempts", a.Error!.Code));
    }

    [Fact]
    public async Task Waits_grow_and_a_right_password_clears_them()
    {
        var name = cluster.Address(address);
        for (var i = 0; i < 5; i++)
        {
            Assert.True((await name.BeginAttempt()).IsOk);
        }

        for (var wait = 1; wait <= 8; wait *= 2)
        {
            Assert.Equal(TimeSpan.FromSeconds(wait), (await name.BeginAttempt()).Error!.RetryAfter);
            cluster.Time.Advance(TimeSpan.FromSeconds(wait));
            Assert.True((await name.BeginAttempt()).IsOk);
        }

        await name.EndAttempt(ok: true);
        Assert.True((await name.BeginAttempt()).IsOk);
        Assert.True((await name.BeginAttempt()).IsOk);
    }

    [Fact]
    public async Task A_long_wait_survives_deactivation_where_the_address_is_held()
    {
        var name = cluster.Address(address);
        var user = new UserId(Guid.NewGuid());
        await name.Reserve(user, cluster.Time.Now.AddMinutes(15));
        await name.Confirm(user);
        await ChargeUntilAMinute(name);
        await cluster.DeactivateAsync(name);
        Assert.Equal("too-many-attempts", (await name.BeginAttempt()).Error!.Code);
    }

    [Fact]
    public async Task An_unknown_address_leaves_no_row()
    {
        var name = cluster.Address(address);
        await ChargeUntilAMinute(name);
        await cluster.DeactivateAsync(name);
        Assert.True((await name.BeginAttempt()).IsOk);
    }

    private async Task ChargeUntilAMinute(IAccountNameGrain name)
    {
        for (var failures = 1; failures <= 11; failures++)
        {
            Assert.True((await name.BeginAttempt()).IsOk);
            cluster.Time.Advance(failures is < 5 or 11 ? TimeSpan.Zero : TimeSpan.FromSeconds(1 << (failures - 5)));
        }
    }
}
