using OrleansBackends.Grains.Interfaces.Accounts;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class DeviceGrainTests(ClusterFixture cluster)
{
    private readonly string address = $"{Guid.NewGuid():N}@example.com";
    private readonly UserId owner = new(Guid.NewGuid());

    [Fact]
    public async Task A_known_device_has_ten_attempts_whatever_strangers_spent()
    {
        var name = await HeldAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => name.BeginAttempt()));
        var device = new KnownDevice(owner, Guid.NewGuid());
        var attempts = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => name.BeginDeviceAttempt(device)));
        Assert.Equal(10, attempts.Count(a => a.IsOk));
        Assert.Equal(TimeSpan.FromSeconds(1), (await name.BeginDeviceAttempt(device)).Error!.RetryAfter);
        Assert.True((await name.BeginDeviceAttempt(device with { Id = Guid.NewGuid() })).IsOk);
    }

    [Fact]
    public async Task A_right_password_clears_the_device_and_leaves_the_address_closed()
    {
        var name = await HeldAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => name.BeginAttempt()));
        var device = new KnownDevice(owner, Guid.NewGuid());
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => name.BeginDeviceAttempt(device)));
        await name.EndDeviceAttempt(device, ok: true);
        Assert.True((await name.BeginDeviceAttempt(device)).IsOk);
        Assert.Equal("too-many-attempts", (await name.BeginAttempt()).Error!.Code);
    }

    [Fact]
    public async Task A_device_of_somebody_else_is_charged_to_the_address()
    {
        var name = await HeldAsync();
        var stranger = new KnownDevice(new UserId(Guid.NewGuid()), Guid.NewGuid());
        var attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => name.BeginDeviceAttempt(stranger)));
        Assert.Equal(5, attempts.Count(a => a.IsOk));
        Assert.Equal("too-many-attempts", (await name.BeginAttempt()).Error!.Code);
    }

    [Fact]
    public async Task A_long_wait_of_a_device_survives_deactivation_until_it_signs_in()
    {
        var name = await HeldAsync();
        var device = new KnownDevice(owner, Guid.NewGuid());
        TimeSpan? wait = null;
        while (wait is null || wait < TimeSpan.FromMinutes(1))
        {
            wait = (await name.BeginDeviceAttempt(device)).Error?.RetryAfter;
            cluster.Time.Advance(wait is { } w && w < TimeSpan.FromMinutes(1) ? w : TimeSpan.Zero);
        }

        await cluster.DeactivateAsync(name);
        Assert.Equal("too-many-attempts", (await name.BeginDeviceAttempt(device)).Error!.Code);
        await name.EndDeviceAttempt(device, ok: true);
        await cluster.DeactivateAsync(name);
        Assert.True((await name.BeginDeviceAttempt(device)).IsOk);
    }

    private async Task<IAccountNameGrain> HeldAsync()
    {
        var name = cluster.Address(address);
        await name.Reserve(owner, cluster.Time.Now.AddMinutes(15));
        await name.Confirm(owner);
        return name;
    }
}
