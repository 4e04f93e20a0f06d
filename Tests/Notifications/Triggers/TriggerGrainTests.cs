using Microsoft.Extensions.DependencyInjection;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Topics;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Log;
using OrleansBackends.Grains.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Triggers;

namespace OrleansBackends.Tests.Notifications.Triggers;

[Collection<ClusterCollection>]
public sealed class TriggerGrainTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Fifty_racing_callers_make_one_trigger_and_one_message()
    {
        var app = await cluster.AppAsync();
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna");
        var started = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.Trigger("tx").Start(trigger)));
        Assert.All(started, s => Assert.True(s.IsOk));
        Assert.Single(started, s => !s.Replayed);
        await app.ToldAsync("tx");
        Assert.Equal(new InboxCounts(1, 1), await app.CountsAsync("anna"));
    }

    [Fact]
    public async Task Other_content_under_the_same_id_is_refused()
    {
        var app = await cluster.AppAsync();
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna");
        (await app.Trigger("tx").Start(trigger)).Require();
        await cluster.DeactivateAsync(app.Trigger("tx"));
        Assert.True((await app.Trigger("tx").Start(trigger)).Replayed);
        Assert.Equal("transaction-conflict", (await app.Trigger("tx").Start(trigger with { Payload = "{}" })).Error?.Code);
    }

    [Fact]
    public async Task What_is_refused_is_not_stored()
    {
        var app = await cluster.AppAsync();
        var trigger = NotifyData.Trigger("unknown", "anna");
        Assert.Equal("workflow-unknown", (await app.Trigger("tx").Start(trigger)).Error?.Code);
        Assert.Equal("topic-unknown", (await app.Trigger("tx").Start(
            new NewTrigger { Name = await app.PublishAsync("order", NotifyData.Inbox()), Topic = "none" })).Error?.Code);
        Assert.Equal("app-not-found", (await cluster.Grains.GetGrain<ITriggerGrain>(NotifyKeys.Trigger("nobody", "tx")).Start(trigger)).Error?.Code);
        Assert.Equal("trigger-not-found", (await app.Trigger("tx").Get()).Error?.Code);
        Assert.Null(await app.Trigger("tx").Content());
    }

    [Fact]
    public async Task A_topic_is_told_page_by_page_and_each_member_once()
    {
        var app = await cluster.AppAsync();
        await TopicAsync(app, 1_200);
        await app.PublishAsync("order", NotifyData.Email());
        // Two pages fail: one before its checkpoint is written, one after.
        await cluster.DeactivateAsync(app.Trigger("tx"));
        (await app.Trigger("tx").Start(new NewTrigger { Name = "order", Topic = "deals" })).Require();
        await TestTime.Eventually(async () => (await app.Trigger("tx").Get()).Require().Counters.Recipients >= 500, "the first page");
        cluster.FailWrites(TriggerState.Name, NotifyKeys.Trigger(app.App, "tx"));
        await TestTime.Eventually(
            async () =>
            {
                cluster.Time.Advance(TimeSpan.FromSeconds(5));
                return (await app.Trigger("tx").Get()).Require().Status == TriggerStatus.Done;
            },
            "the topic is told");
        Assert.Equal(1_200, (await app.Trigger("tx").Get()).Require().Counters.Recipients);
        foreach (var member in new[] { "s0000", "s0499", "s0500", "s0999", "s1199" })
        {
            Assert.Single(await app.EntriesAsync<ReceivedEntry>(member, EntryKinds.Received));
            Assert.Equal(NotifyReasons.NoAddress, Assert.Single(await app.SuppressedAsync(member)).Reason);
        }
    }

    [Fact]
    public async Task A_trigger_whose_grain_died_after_accepting_goes_on()
    {
        var app = await cluster.AppAsync();
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna", "bert");
        cluster.FailWrites(TriggerState.Name, NotifyKeys.Trigger(app.App, "tx"), afterWriting: true);
        await Assert.ThrowsAnyAsync<Exception>(() => app.Trigger("tx").Start(trigger));
        Assert.True((await app.Trigger("tx").Start(trigger)).Replayed);
        await app.ToldAsync("tx");
        Assert.Equal(new InboxCounts(1, 1), await app.CountsAsync("bert"));
    }

    [Fact]
    public async Task One_bad_recipient_does_not_keep_the_others_from_theirs()
    {
        var app = await cluster.AppAsync();
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox(), NotifyData.Email()), "anna", "bert");
        trigger = trigger with { To = [trigger.To[0], trigger.To[1] with { Email = "nobody" }] };
        (await app.Trigger("tx").Start(trigger)).Require();
        await app.ToldAsync("tx");
        Assert.Equal(NotifyReasons.AddressInvalid, Assert.Single(await app.SuppressedAsync("bert")).Reason);
        Assert.Equal(new InboxCounts(1, 1), await app.CountsAsync("anna"));
        Assert.Equal(2, (await app.Trigger("tx").Get()).Require().Counters.Recipients);
    }

    [Fact]
    public async Task An_immediate_trigger_registers_no_reminder()
    {
        var app = await cluster.AppAsync();
        (await app.Trigger("tx").Start(NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna"))).Require();
        await app.ToldAsync("tx");
        var later = NotifyData.Trigger("order", "anna") with { SendAt = cluster.Time.Now.AddHours(3) };
        (await app.Trigger("later").Start(later)).Require();
        var reminders = await cluster.Services.GetRequiredService<QueryDatabase>().Query<string>(
            "SELECT grain_id FROM reminders WHERE grain_id LIKE @own", new { own = $"trigger/trigger:{app.App}:%" });
        Assert.Equal([app.Trigger("later").GetGrainId().ToString()], reminders);
    }

    [Fact]
    public async Task A_scheduled_trigger_waits_for_its_reminder()
    {
        var app = await cluster.AppAsync();
        var at = cluster.Time.Now.AddHours(3);
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna") with { SendAt = at };
        Assert.Equal(TriggerStatus.Scheduled, (await app.Trigger("tx").Start(trigger)).Require().Status);
        await cluster.FireReminder(app.Trigger("tx"), at);
        await app.ToldAsync("tx");
        Assert.True(cluster.Time.Now >= at);
        Assert.Equal(new InboxCounts(1, 1), await app.CountsAsync("anna"));
    }

    [Fact]
    public async Task What_is_cancelled_before_its_time_reaches_nobody()
    {
        var app = await cluster.AppAsync();
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna", "bert") with { SendAt = cluster.Time.Now.AddHours(1) };
        (await app.Trigger("tx").Start(trigger)).Require();
        Assert.Equal(new CancelView(2, 0), (await app.Trigger("tx").Cancel()).Require());
        Assert.Equal(new CancelView(2, 0), (await app.Trigger("tx").Cancel()).Require());
        Assert.True((await app.Trigger("tx").Content())!.Cancelled);
        cluster.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(new InboxCounts(0, 0), await app.CountsAsync("anna"));
    }

    [Fact]
    public async Task A_cancel_stops_the_runs_that_wait()
    {
        var app = await cluster.AppAsync();
        var trigger = NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Delay(600), NotifyData.Inbox()), "anna", "bert");
        (await app.Trigger("tx").Start(trigger)).Require();
        await app.ToldAsync("tx");
        Assert.Equal(new CancelView(2, 0), (await app.Trigger("tx").Cancel()).Require());
        Assert.Equal(NotifyReasons.Cancelled, Assert.Single(await app.EntriesAsync<LogEntry>("anna", EntryKinds.Cancelled)).Reason);
        Assert.Equal(TriggerStatus.Cancelled, (await app.Trigger("tx").Get()).Require().Status);
    }

    [Fact]
    public async Task A_cancel_in_the_middle_of_a_page_lets_nobody_behind_it_be_told()
    {
        var app = await cluster.AppAsync();
        await TopicAsync(app, 600);
        await app.PublishAsync("order", NotifyData.Inbox());
        var first = Enumerable.Range(0, FanOutPlaces.AtOnce).Select(n => cluster.HoldWrites(SubscriberState.Name, NotifyKeys.Subscriber(app.App, $"s{n:0000}"))).ToList();
        (await app.Trigger("tx").Start(new NewTrigger { Name = "order", Topic = "deals" })).Require();
        await TestTime.Soon(Task.WhenAll(first.Select(held => held.Arrived)), "the first are being told");
        var cancelled = app.Trigger("tx").Cancel();
        await TestTime.Eventually(async () => (await app.Trigger("tx").Content())!.Cancelled, "the trigger is cancelled");
        first.ForEach(held => held.Dispose());

        Assert.Equal(0, (await cancelled).Require().AlreadySent);
        Assert.Equal((TriggerStatus.Cancelled, 32), ((await app.Trigger("tx").Get()).Require().Status, (await app.Trigger("tx").Get()).Require().Counters.Recipients));
        Assert.Single(await app.ItemsAsync("s0031"));
        Assert.Empty(await app.ItemsAsync("s0032"));
        Assert.Empty(await app.ItemsAsync("s0599"));
    }

    [Fact]
    public async Task The_payload_of_a_code_is_sealed_and_goes_with_its_last_message()
    {
        var app = await cluster.AppAsync();
        await app.PublishAsync("code", NotifyData.Workflow(NotifyData.Inbox()) with { Priority = Lane.Otp });
        (await app.Trigger("tx").Start(NotifyData.Trigger("code", "anna") with { Payload = """{"code":"314159"}""" })).Require();
        await app.ToldAsync("tx");
        Assert.DoesNotContain("314159", await StoredAsync(app));
        Assert.Equal("""{"code":"314159"}""", (await app.Trigger("tx").Content())!.Payload);
        await app.Trigger("tx").Settle(["msg_1"]);
        Assert.Null((await app.Trigger("tx").Content())!.Payload);
    }

    [Fact]
    public async Task A_trigger_is_forgotten_thirty_days_after_its_end()
    {
        var app = await cluster.AppAsync();
        (await app.Trigger("tx").Start(NotifyData.Trigger(await app.PublishAsync("order", NotifyData.Inbox()), "anna"))).Require();
        await app.ToldAsync("tx");
        var grain = app.Trigger("tx").AsReference<IOutboxGrain>();
        cluster.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await grain.DeliverOutbox();
        Assert.True((await app.Trigger("tx").Get()).IsOk);
        cluster.Time.Advance(TimeSpan.FromMinutes(2));
        await grain.DeliverOutbox();
        Assert.Equal("trigger-not-found", (await app.Trigger("tx").Get()).Error?.Code);
    }

    private static async Task TopicAsync(TestApp app, int members)
    {
        var topic = app.Cluster.Grains.GetGrain<ITopicGrain>(NotifyKeys.Topic(app.App, "deals"));
        (await topic.Put("Deals")).Require();
        foreach (var some in Enumerable.Range(0, members).Select(n => $"s{n:0000}").Chunk(1_000))
        {
            (await topic.Change(some, [])).Require();
        }
    }

    private async Task<string> StoredAsync(TestApp app) => Assert.Single(await cluster.Services.GetRequiredService<QueryDatabase>().Query<string>(
        "SELECT state FROM grain_state WHERE state_name = @name AND grain_key = @key",
        new { name = TriggerState.Name, key = NotifyKeys.Trigger(app.App, "tx") }));
}
