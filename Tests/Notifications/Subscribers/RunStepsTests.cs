using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications;
using OrleansBackends.Grains.Notifications.Preferences;
using OrleansBackends.Grains.Notifications.Log;
using OrleansBackends.Grains.Notifications.Subscribers;

namespace OrleansBackends.Tests.Notifications.Subscribers;

/// <summary>What a workflow comes to for one subscriber, without a cluster.</summary>
public sealed class RunStepsTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 23, 0, 0, TimeSpan.Zero);
    private static readonly Recipient Anna = new() { SubscriberId = "anna", Email = "anna@example.org", TimeZone = "UTC" };
    private static readonly QuietHours Nights = new(true, [new([1, 2, 3, 4, 5, 6, 7], "22:00", "07:00")]);

    [Fact]
    public void A_message_is_queued_with_what_a_sender_needs()
    {
        var act = Run(new SubscriberState(), NotifyData.Workflow(NotifyData.Email()), payload: """{"order":7}""");
        var message = Assert.Single(act.State.Outbox).Read<QueuedMessage>();
        Assert.Equal(MessageIds.Of("shop", "tx", "anna", "mail"), message.Id);
        Assert.Equal(("anna@example.org", NotifyChannel.Email, Lane.Transactional, 86_400), (message.Destination, message.Channel, message.Lane, message.TtlSeconds));
        Assert.Equal(new DeliveryOutcome(1, 0, 0, 0), act.Outcome);
    }

    [Theory]
    [InlineData("payload.order > 5", 1)]
    [InlineData("payload.order > 9", 0)]
    [InlineData("subscriber.email == \"anna@example.org\"", 1)]
    [InlineData("inbox.read", 0)]
    public void A_step_whose_condition_is_false_is_left_out(string when, int queued)
    {
        var act = Run(new SubscriberState(), NotifyData.Workflow(NotifyData.Email(when: when)), payload: """{"order":7}""");
        Assert.Equal(queued, act.Outcome.Queued);
        Assert.Equal(queued == 1 ? [] : [NotifyReasons.Condition], Reasons(act));
    }

    [Fact]
    public void Without_an_address_nothing_is_sent() =>
        Assert.Equal([NotifyReasons.NoAddress], Reasons(Run(new SubscriberState(), NotifyData.Workflow(NotifyData.Sms()))));

    [Fact]
    public void A_bad_address_is_a_reason() =>
        Assert.Equal(
            [NotifyReasons.AddressInvalid],
            Reasons(Run(new SubscriberState(), NotifyData.Workflow(NotifyData.Email()), recipient: Anna with { Email = "nobody" })));

    [Fact]
    public void Without_a_provider_nothing_is_sent() =>
        Assert.Equal(
            [NotifyReasons.NotConfigured],
            Reasons(Run(new SubscriberState(), NotifyData.Workflow(NotifyData.Email()), app: NotifyData.Settings() with { Providers = new() })));

    [Fact]
    public void An_address_is_missed_before_a_provider() =>
        Assert.Equal(
            [NotifyReasons.NoAddress],
            Reasons(Run(new SubscriberState(), NotifyData.Workflow(NotifyData.Sms()), app: NotifyData.Settings() with { Providers = new() })));

    [Fact]
    public void Who_opted_out_gets_nothing() =>
        Assert.Equal([NotifyReasons.OptedOut], Reasons(Run(OptedOut(), NotifyData.Workflow(NotifyData.Email()))));

    [Fact]
    public void A_critical_category_asks_neither_preferences_nor_quiet_hours()
    {
        var app = NotifyData.Settings(new AppCategory("orders", "Orders", Critical: true, new Dictionary<NotifyChannel, bool>()));
        Assert.Equal(1, Run(OptedOut() with { Quiet = Nights }, NotifyData.Workflow(NotifyData.Email()), app: app).Outcome.Queued);
    }

    [Fact]
    public void Quiet_hours_hold_a_message_until_their_end_and_a_while()
    {
        var act = Run(new SubscriberState { Quiet = Nights }, NotifyData.Workflow(NotifyData.Email()), jitter: 299);
        var run = Assert.Single(act.State.Runs);
        Assert.Equal(new DateTimeOffset(2027, 1, 5, 7, 4, 59, TimeSpan.Zero), run.Due);
        Assert.NotNull(run.Held);
        Assert.Equal(new DeliveryOutcome(0, 1, 0, 0), act.Outcome);
    }

    [Fact]
    public void What_would_be_too_late_after_quiet_hours_expires() =>
        Assert.Equal(
            [NotifyReasons.Expired],
            Reasons(Run(new SubscriberState { Quiet = Nights }, NotifyData.Workflow(NotifyData.Email()) with { TtlSeconds = 3_600 })));

    [Fact]
    public void An_inbox_item_is_never_held()
    {
        var act = Run(new SubscriberState { Quiet = Nights }, NotifyData.Workflow(NotifyData.Inbox()), payload: """{"order":7}""");
        Assert.Equal("Order 7", Assert.Single(act.Items).Title);
        Assert.Equal(1, act.State.Inbox.Counts().Unread);
    }

    [Fact]
    public void A_delay_ends_the_run_for_now_and_remembers_where_it_was()
    {
        var act = Run(new SubscriberState(), NotifyData.Workflow(NotifyData.Inbox(), NotifyData.Delay(60), NotifyData.Email()), payload: """{"order":7}""");
        var run = Assert.Single(act.State.Runs);
        Assert.Equal((Now.AddSeconds(60), 2, 1), (run.Due, run.Next, run.InboxItem));
        Assert.Empty(act.State.Outbox);
    }

    [Fact]
    public void Each_device_has_a_message_of_its_own()
    {
        var state = new SubscriberState { Devices = [Device("a"), Device("b")] };
        var app = NotifyData.Settings() with { Providers = new ProviderSet { Webpush = new() { Subject = "mailto:a@example.org" } } };
        var act = Run(state, NotifyData.Workflow(NotifyData.Inbox() with { Id = "push", Type = StepType.Webpush }), app: app);
        Assert.Equal(["a", "b"], act.State.Outbox.Select(item => item.Read<QueuedMessage>().Device));
        Assert.Equal(2, act.Queued.Distinct().Count());
    }

    [Fact]
    public void A_webhook_goes_to_each_endpoint_that_wants_the_event()
    {
        var app = NotifyData.Settings() with { Endpoints = [Endpoint("a", "order-*"), Endpoint("b", "refund"), Endpoint("c", "*") with { DisabledReason = "gone" }] };
        var act = Run(new SubscriberState(), NotifyData.Workflow(new WorkflowStep { Id = "hook", Type = StepType.Webhook }), app: app);
        Assert.Equal("a", Assert.Single(act.State.Outbox).Read<QueuedMessage>().Destination);
    }

    [Theory]
    [InlineData(Lane.Transactional, 200)]
    [InlineData(Lane.Bulk, 200)]
    [InlineData(Lane.Otp, 220)]
    public void A_full_outbox_takes_no_more(Lane lane, int room)
    {
        var state = new SubscriberState { Outbox = [.. Enumerable.Range(0, room - 1).Select(n => new OutboxItem($"m{n}", Act.MessageKind, "{}", Now))] };
        var workflow = NotifyData.Workflow(NotifyData.Email("one"), NotifyData.Email("two")) with { Priority = lane };
        var act = Run(state, workflow);
        Assert.Equal(new DeliveryOutcome(1, 0, 0, 1), act.Outcome);
        Assert.Equal([NotifyReasons.BacklogFull], Reasons(act));
    }

    [Fact]
    public void A_subscriber_with_too_much_waiting_starts_no_other_run()
    {
        var act = Run(new SubscriberState(), NotifyData.Workflow(NotifyData.Delay(60), NotifyData.Email()));
        var full = new SubscriberState { Runs = [.. Enumerable.Repeat(act.State.Runs[0], SubscriberLimits.Runs)] };
        Assert.Equal([NotifyReasons.BacklogFull], Reasons(Run(full, NotifyData.Workflow(NotifyData.Delay(60), NotifyData.Email()))));
        var otp = NotifyData.Workflow(NotifyData.Delay(60), NotifyData.Email()) with { Priority = Lane.Otp };
        Assert.Equal(1, Run(full, otp).Outcome.Waiting);
    }

    [Fact]
    public void A_digest_keeps_the_first_items_and_counts_all()
    {
        var workflow = NotifyData.Workflow(NotifyData.Digest(3_600, max: 2), NotifyData.Email());
        var state = Enumerable.Range(0, 5).Aggregate(
            new SubscriberState(), (now, n) => Run(now, workflow, transaction: $"tx{n}", payload: $$"""{"shop":"A","n":{{n}}}""").State);
        var digest = Assert.Single(state.Digests);
        Assert.Equal((Now.AddHours(1), 5, "tx0"), (digest.EndsAt, digest.Total, digest.Opener.TransactionId));
        Assert.Equal("""{"items":[{"shop":"A","n":0},{"shop":"A","n":1}],"total":5}""", digest.Ended().Payload);
    }

    [Fact]
    public void Another_key_is_another_digest()
    {
        var workflow = NotifyData.Workflow(NotifyData.Digest(3_600), NotifyData.Email());
        var state = Run(new SubscriberState(), workflow, payload: """{"shop":"A"}""").State;
        Assert.Equal(2, Run(state, workflow, transaction: "tx2", payload: """{"shop":"B"}""").State.Digests.Count);
    }

    [Fact]
    public void What_is_cancelled_leaves_the_digest()
    {
        var workflow = NotifyData.Workflow(NotifyData.Digest(3_600), NotifyData.Email());
        var one = Run(new SubscriberState(), workflow, transaction: "tx1", payload: """{"shop":"A"}""").State;
        var two = Run(one, workflow, transaction: "tx2", payload: """{"shop":"A"}""").State;
        var left = Assert.Single(two.Digests.Without("tx1"));
        Assert.Equal((1, "tx2"), (left.Total, left.Opener.TransactionId));
        Assert.Empty(one.Digests.Without("tx1"));
    }

    private static Act Run(
        SubscriberState state, WorkflowContent content, AppSettings? app = null, Recipient? recipient = null, string transaction = "tx", string? payload = null,
        int jitter = 0)
    {
        var act = new Act(state, app ?? NotifyData.Settings(), new ChannelAccess(Options.Create(new NotificationsOptions())), Now, () => jitter);
        var delivery = new Delivery(transaction, "order-shipped", 1, payload, Now, null, recipient ?? Anna);
        var reach = Reach.Of("anna", state.Contact, delivery.Recipient);
        act.Go(new RunPlace("shop", new WorkflowVersion("order-shipped", 1, Now, content), delivery, reach, payload, collected: null));
        return act;
    }

    private static IEnumerable<string?> Reasons(Act act) =>
        act.Entries.Where(e => e.Kind == EntryKinds.Suppressed).Select(e => DocumentJson.Read<LogEntry>(e.Data).Reason);

    private static SubscriberState OptedOut() => new()
    {
        Choices = new Choices().Change(
            NotifyData.Settings(),
            new Dictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>> { ["orders"] = new Dictionary<NotifyChannel, bool?> { [NotifyChannel.Email] = false } }).Require(),
    };

    private static Device Device(string id) => new(id, DeviceKind.Webpush, $"https://push.example.org/{id}", new PushKeys("BA", "AA"), Now);

    private static AppEndpoint Endpoint(string id, string pattern) => new() { Id = id, Url = "https://example.org", Events = [pattern], Secret = "" };
}
