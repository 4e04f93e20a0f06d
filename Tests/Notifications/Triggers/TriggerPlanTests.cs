using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
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
