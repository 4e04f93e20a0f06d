namespace OrleansBackends.Tests.Mechanisms;

[Collection<ClusterCollection>]
public sealed class ReminderSlotTests(ClusterFixture cluster)
{
    private readonly string key = $"testalarm:{Guid.NewGuid():D}";

    private IAlarmGrain Alarm => cluster.Grains.GetGrain<IAlarmGrain>(key);

    [Fact]
    public async Task It_fires_when_due_and_is_cleared()
    {
        var due = cluster.Time.Now.AddMinutes(3);
        await Alarm.Set(due);
        await cluster.FireReminder(Alarm, due);
        Assert.True(cluster.Time.Now >= due, "It fired before it was due.");
        Assert.Equal((null, 1, false), await Alarm.Show());
    }

    [Fact]
    public async Task It_wakes_a_grain_that_is_gone()
    {
        var due = cluster.Time.Now.AddMinutes(3);
        await Alarm.Set(due);
        await cluster.DeactivateAsync(Alarm);
        await cluster.FireReminder(Alarm, due);
        Assert.Equal((null, 1, false), await Alarm.Show());
    }

    [Fact]
    public async Task It_fires_on_a_day_far_away()
    {
        var due = cluster.Time.Now.AddDays(90);
        await Alarm.Set(due);
        await cluster.FireReminder(Alarm, due);
        Assert.Equal((null, 1, false), await Alarm.Show());
    }

    [Fact]
    public async Task A_handler_that_throws_is_called_again_a_minute_later()
    {
        AlarmGrain.Throws[key] = 3;
        var due = cluster.Time.Now.AddMinutes(2);
        await Alarm.Set(due);
        await cluster.FireReminder(Alarm, due);
        Assert.Equal((due, 0, true), await Alarm.Show());
        await cluster.FireReminder(Alarm, due);
        Assert.Equal((due, 0, true), await Alarm.Show());
        await cluster.FireReminder(Alarm, due);
        Assert.Equal((null, 1, false), await Alarm.Show());
    }

    [Fact]
    public async Task A_time_that_has_passed_fires_at_once()
    {
        await Alarm.Set(cluster.Time.Now.AddMinutes(-5));
        await cluster.FireReminder(Alarm, cluster.Time.Now);
        Assert.Equal((null, 1, false), await Alarm.Show());
    }

    [Fact]
    public async Task A_later_time_replaces_the_earlier_one()
    {
        var due = cluster.Time.Now.AddMinutes(20);
        await Alarm.Set(cluster.Time.Now.AddMinutes(2));
        await Alarm.Set(due);
        await cluster.FireReminder(Alarm, due);
        Assert.True(cluster.Time.Now >= due, "It fired before it was due.");
        Assert.Equal((null, 1, false), await Alarm.Show());
    }

    [Fact]
    public async Task A_cleared_time_is_registered_no_more()
    {
        await Alarm.Set(cluster.Time.Now.AddMinutes(2));
        await Alarm.Set(null);
        Assert.Equal((null, 0, false), await Alarm.Show());
    }

    [Fact]
    public async Task A_tick_that_the_document_does_not_know_puts_the_reminder_right()
    {
        var due = cluster.Time.Now.AddMinutes(30);
        await Alarm.Set(due);
        var early = cluster.Time.Now.AddMinutes(2);
        await cluster.EndsAsync(Alarm, () => Alarm.SetAndCrash(early));
        await cluster.FireReminder(Alarm, early);
        Assert.Equal((due, 0, true), await Alarm.Show());
        await cluster.FireReminder(Alarm, due);
        Assert.True(cluster.Time.Now >= due, "It fired before it was due.");
        Assert.Equal((null, 1, false), await Alarm.Show());
    }

    [Fact]
    public async Task A_needless_tick_unregisters()
    {
        var due = cluster.Time.Now.AddMinutes(2);
        await cluster.EndsAsync(Alarm, () => Alarm.SetAndCrash(due));
        await cluster.FireReminder(Alarm, due);
        Assert.Equal((null, 0, false), await Alarm.Show());
    }
}
