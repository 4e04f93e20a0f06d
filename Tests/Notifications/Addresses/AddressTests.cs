using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Tests.Notifications.Dispatch;

namespace OrleansBackends.Tests.Notifications.Addresses;

[Collection<ClusterCollection>]
public sealed class AddressTests(ClusterFixture cluster)
{
    private static readonly AddressCap FiveAnHour = new(5, TimeSpan.FromHours(1));
    private static readonly Bounce Soft = new(IsHard: false, "a…@example.org");

    private readonly string app = NewMessages.NewApp();

    private IAddressGrain Address => cluster.Grains.GetGrain<IAddressGrain>(NotifyKeys.Address(app, NotifyChannel.Email, "ada@example.org"));

    [Fact]
    public async Task A_hard_bounce_suppresses_for_ever_and_a_person_can_lift_it()
    {
        Assert.Null((await Address.Check("m1", null)).Refused);
        await Address.RecordBounce(Soft with { IsHard = true });
        await cluster.DeactivateAsync(Address);
        Assert.Equal(SuppressionReasons.HardBounce, (await Address.Check("m2", null)).Refused);
        Assert.Equal(("a…@example.org", null), ((await Address.Get()).Require().To, (await Address.Get()).Require().Until));
        await Address.Lift();
        await Address.Lift();
        Assert.Null((await Address.Check("m2", null)).Refused);
        Assert.Equal(AddressErrors.NotSuppressed, (await Address.Get()).Error);
    }

    [Fact]
    public async Task Three_soft_bounces_in_seven_days_suppress_for_thirty()
    {
        await Address.RecordBounce(Soft);
        cluster.Time.Advance(TimeSpan.FromDays(6));
        await Address.RecordBounce(Soft);
        cluster.Time.Advance(TimeSpan.FromDays(1));
        await Address.RecordBounce(Soft);
        Assert.Null((await Address.Check("m", null)).Refused);
        await Address.RecordBounce(Soft);
        Assert.Equal(SuppressionReasons.SoftBounces, (await Address.Check("m", null)).Refused);
        cluster.Time.Advance(TimeSpan.FromDays(30));
        Assert.Null((await Address.Check("m", null)).Refused);
    }

    [Fact]
    public async Task A_cap_counts_each_message_once_in_its_period()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null((await Address.Check($"m{i}", FiveAnHour)).Refused);
        }

        Assert.Null((await Address.Check("m0", FiveAnHour)).Refused);
        Assert.Equal(SuppressionReasons.SmsCap, (await Address.Check("m5", FiveAnHour)).Refused);
        await cluster.DeactivateAsync(Address);
        Assert.Equal(SuppressionReasons.SmsCap, (await Address.Check("m5", FiveAnHour)).Refused);
        cluster.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null((await Address.Check("m5", FiveAnHour)).Refused);
    }

    [Fact]
    public async Task A_suppression_by_hand_ends_at_its_time()
    {
        await Address.Suppress(new NewSuppression(SuppressionReasons.Manual, cluster.Time.Now.AddDays(1), "a…@example.org"));
        await Address.RecordBounce(Soft);
        Assert.Equal(SuppressionReasons.Manual, (await Address.Check("m", null)).Refused);
        cluster.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null((await Address.Check("m", null)).Refused);
    }

    [Fact]
    public async Task After_a_failed_write_the_old_state_stays()
    {
        cluster.FailWrites("notifications.address", Address.GetPrimaryKeyString());
        await Assert.ThrowsAnyAsync<Exception>(() => Address.RecordBounce(Soft with { IsHard = true }));
        Assert.Null((await Address.Check("m", null)).Refused);
    }
}
