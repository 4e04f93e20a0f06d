using OrleansBackends.Grains.Accounts;
using OrleansBackends.Grains.Interfaces.Accounts;
using static OrleansBackends.Tests.Accounts.AccountTestData;

namespace OrleansBackends.Tests.Accounts;

[Collection<ClusterCollection>]
public class NewDeviceTests(ClusterFixture cluster)
{
    private const string Workflow = "accounts-new-device";

    private static readonly CallOrigin Phone = new("Safari on iPhone", "198.51.100.0/24");

    [Fact]
    public async Task A_sign_in_from_a_device_never_seen_is_told_once()
    {
        var user = await cluster.RegisterAsync();
        await SignInAsync(user, Origin);
        await SignInAsync(user, Origin);
        Assert.Empty(await cluster.MailsAsync(user, Workflow));
        await SignInAsync(user, Phone);
        await cluster.DeactivateAsync(cluster.Account<IAccountGrain>(user));
        await SignInAsync(user, Phone);
        var mail = await cluster.MailAsync(user, Workflow);
        Assert.Equal((Phone.Device, Phone.IpPrefix), (mail.Payload.Text("device"), mail.Payload.Text("network")));
    }

    [Fact]
    public async Task A_browser_that_the_user_signed_in_with_before_is_known_in_every_network()
    {
        var user = await cluster.RegisterAsync();
        await SignInAsync(user, Origin);
        await SignInAsync(user, Phone with { DeviceOf = user });
        Assert.Empty(await cluster.MailsAsync(user, Workflow));
        await SignInAsync(user, Phone with { IpPrefix = "203.0.113.0/24", DeviceOf = new UserId(Guid.NewGuid()) });
        Assert.Single(await cluster.MailsAsync(user, Workflow));
    }

    [Fact]
    public void Twenty_devices_are_remembered_and_the_longest_unseen_forgotten()
    {
        var state = Enumerable.Range(0, 21).Aggregate(new AccountState(), (seen, i) => seen.Seeing(Phone with { Device = $"device {i}" }).Seeing(Phone));
        Assert.Equal(20, state.Devices.Count);
        Assert.False(state.IsNewDevice(Phone));
        Assert.True(state.IsNewDevice(Phone with { Device = "device 1" }));
        Assert.False(state.IsNewDevice(Phone with { Device = "device 2" }));
    }

    private async Task SignInAsync(UserId user, CallOrigin origin) => (await cluster.Account<IAccountSessionsGrain>(user)
        .SignIn(new NewSession(SessionKind.Token, true, ["pwd"], origin))).Require();
}
