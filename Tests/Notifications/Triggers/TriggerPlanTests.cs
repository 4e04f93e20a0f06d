using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Addresses;
using OrleansBackends.Grains.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Subscribers;

namespace OrleansBackends.Tests.Notifications.Triggers;

[Collection<ClusterCollection>]
public sealed class TriggerPlanTests(ClusterFixture cluster)
{
    private ITriggerPlan Plan => cluster.Grains.GetGrain<ITriggerPlan>(0);

    [Fact]
    public async Task A_plan_changes_nothing_and_says_what_the_address_would_meet()
    {
        var app = await cluster.AppAsync();
        (await app.Grain.PutProvider(app.Caller, new() { Email = NotifyData.Providers.Email })).Require();
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox(), NotifyData.Email()), "anna");
        var planned = (await Plan.Explain(app.App, trigger)).Require();
        Assert.Equal([PlannedOutcome.Delivered, PlannedOutcome.Queued], planned.Select(step => step.Outcome));

        var address = cluster.Grains.GetGrain<IAddressGrain>(NotifyKeys.Address(app.App, NotifyChannel.Email, "anna@example.org"));
        await address.Suppress(new NewSuppression(SuppressionReasons.HardBounce, null, "a…@example.org"));
        planned = (await Plan.Explain(app.App, trigger)).Require();
        Assert.Equal((PlannedOutcome.Suppressed, SuppressionReasons.HardBounce), (planned[1].Outcome, planned[1].Reason));

        Assert.Equal("subscriber-not-found", (await app.Subscriber("anna").Get()).Error?.Code);
        Assert.Empty(await app.EntriesAsync<ReceivedEntry>("anna", EntryKinds.Received));
    }

    [Fact]
    public async Task A_plan_says_which_text_message_would_be_one_too_many()
    {
        var app = await cluster.AppAsync();
        (await app.Grain.PutProvider(app.Caller, new() { Sms = NotifyData.Providers.Sms })).Require();
        var trigger = NotifyData.Trigger(await app.PublishAsync("code", NotifyData.Sms("first"), NotifyData.Sms("second")), "anna");
        var to = trigger with { To = [trigger.To[0] with { Phone = "+4930765432" }] };
        var number = cluster.Grains.GetGrain<IAddressGrain>(NotifyKeys.Address(app.App, NotifyChannel.Sms, "+4930765432"));
        for (var i = 0; i < SmsCaps.PerNumber.Limit - 1; i++)
        {
            Assert.Null((await number.Check($"msg_{i}", SmsCaps.PerNumber)).Refused);
        }

        var planned = (await Plan.Explain(app.App, to)).Require();
        Assert.Equal([(PlannedOutcome.Queued, null), (PlannedOutcome.Suppressed, SuppressionReasons.SmsCap)], planned.Select(step => (step.Outcome, step.Reason)));
        Assert.Null((await number.Check("msg_last", SmsCaps.PerNumber)).Refused);
        Assert.All((await Plan.Explain(app.App, to)).Require(), step => Assert.Equal(SuppressionReasons.SmsCap, step.Reason));

        (await app.Grain.Change(app.Caller, new AppChange(default, default, new Optional<AppCaps>(true, new AppCaps(0))), null)).Require();
        cluster.Time.Advance(NotifySettings.Age);
        var other = to with { To = [to.To[0] with { Phone = "+4930765433" }] };
        Assert.All((await Plan.Explain(app.App, other)).Require(), step => Assert.Equal(SuppressionReasons.SmsCap, step.Reason));
    }

    [Fact]
    public async Task A_scheduled_trigger_is_planned_for_its_time()
    {
        var app = await cluster.AppAsync();
        var at = cluster.Time.Now.AddDays(3);
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna") with { SendAt = at };
        Assert.Equal(at, (await Plan.Explain(app.App, trigger)).Require()[0].At);
    }

    [Fact]
    public async Task What_could_not_be_started_is_not_planned()
    {
        var app = await cluster.AppAsync();
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna");
        Assert.Equal("to", (await Plan.Explain(app.App, NotifyData.Trigger("order", "anna", "bert"))).Error?.Member);
        Assert.Equal("to", (await Plan.Explain(app.App, new NewTrigger { Name = "order", Topic = "deals" })).Error?.Member);
        Assert.Equal("workflow-unknown", (await Plan.Explain(app.App, trigger with { Name = "none" })).Error?.Code);
        Assert.Equal("unknown-zone", (await Plan.Explain(app.App, trigger with { To = [trigger.To[0] with { TimeZone = "Mars/Base" }] })).Error?.Code);
    }
}
