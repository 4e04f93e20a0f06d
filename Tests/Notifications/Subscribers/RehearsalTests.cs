using Microsoft.Extensions.Options;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Preferences;
using OrleansBackends.Grains.Interfaces.Notifications.Subscribers;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications;
using OrleansBackends.Grains.Notifications.Preferences;
using OrleansBackends.Grains.Notifications.Subscribers;

namespace OrleansBackends.Tests.Notifications.Subscribers;

/// <summary>What a trigger would do, told before it does it.</summary>
public sealed class RehearsalTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 21, 59, 0, TimeSpan.Zero);
    private static readonly QuietHours Nights = new(true, [new([1, 2, 3, 4, 5, 6, 7], "22:00", "07:00")]);

    [Fact]
    public void Each_step_is_told_with_its_time_over_a_delay_into_the_quiet_hours()
    {
        var planned = Plan(new SubscriberState { Quiet = Nights }, NotifyData.Inbox(), NotifyData.Email("first"), NotifyData.Delay(120), NotifyData.Email("second"), NotifyData.Sms());
        Assert.Equal(
            [
                new("inbox", NotifyChannel.Inbox, PlannedOutcome.Delivered, null, Now, null),
                new("first", NotifyChannel.Email, PlannedOutcome.Queued, null, Now, "anna@example.org"),
                new("wait", null, PlannedOutcome.Waiting, null, Now.AddSeconds(120), null),
                new("second", NotifyChannel.Email, PlannedOutcome.Held, null, new DateTimeOffset(2027, 1, 5, 7, 0, 0, TimeSpan.Zero), "anna@example.org"),
                new("sms", NotifyChannel.Sms, PlannedOutcome.Suppressed, NotifyReasons.NoAddress, Now.AddSeconds(120), null),
            ],
            planned);
    }

    [Fact]
    public void A_digest_is_a_wait_and_what_it_has_is_joined()
    {
        var steps = new[] { NotifyData.Digest(3_600), NotifyData.Email(when: "payload.total == 2") };
        var before = Go(new SubscriberState(), steps).State;
        Assert.Equal(
            [(PlannedOutcome.Waiting, Now.AddHours(1)), (PlannedOutcome.Queued, Now.AddHours(1))],
            Plan(before, steps).Select(step => (step.Outcome, step.At)));
        Assert.Equal(NotifyReasons.Condition, Plan(new SubscriberState(), steps)[1].Reason);
    }

    [Fact]
    public void A_wait_whose_condition_is_false_is_passed()
    {
        var planned = Plan(new SubscriberState(), NotifyData.Delay(60) with { When = "payload.order > 100" }, NotifyData.Email());
        Assert.Equal([NotifyReasons.Condition, null], planned.Select(step => step.Reason));
        Assert.All(planned, step => Assert.Equal(Now, step.At));
    }

    public static TheoryData<string> Situations => ["plain", "quiet", "opted-out", "no-provider", "expires", "full"];

    /// <summary>Up to its first wait, where what then happens is known at once.</summary>
    [Theory]
    [MemberData(nameof(Situations))]
    public void What_is_told_is_what_then_happens(string situation)
    {
        var steps = new[] { NotifyData.Inbox(), NotifyData.Email(), NotifyData.Email("if", when: "payload.order > 9"), NotifyData.Sms(), NotifyData.Delay(60) };
        var state = situation switch
        {
            "quiet" => new SubscriberState { Quiet = new(true, [new([1, 2, 3, 4, 5, 6, 7], "20:00", "07:00")]) },
            "opted-out" => new SubscriberState { Choices = Off() },
            "full" => new SubscriberState { Outbox = [.. Enumerable.Range(0, SubscriberLimits.Outbox).Select(n => new OutboxItem($"m{n}", Act.MessageKind, "{}", Now))] },
            _ => new SubscriberState(),
        };
        var app = situation == "no-provider" ? NotifyData.Settings() with { Providers = new() } : NotifyData.Settings();
        DateTimeOffset? expires = situation == "expires" ? Now.AddSeconds(-1) : null;
        var act = Go(state, steps, app, expires);
        var planned = Plan(state, app, expires, steps);
        int Count(params PlannedOutcome[] outcomes) => planned.Count(step => outcomes.Contains(step.Outcome));
        Assert.Equal(act.Queued.Count, Count(PlannedOutcome.Queued));
        Assert.Equal(act.Held, Count(PlannedOutcome.Held));
        Assert.Equal(act.Waiting, Count(PlannedOutcome.Waiting));
        Assert.Equal(act.Suppressed, Count(PlannedOutcome.Suppressed, PlannedOutcome.Expired, PlannedOutcome.Failed));
        Assert.Equal(steps.Length, planned.Count);
    }

    private static IReadOnlyList<PlannedStep> Plan(SubscriberState state, params WorkflowStep[] steps) => Plan(state, NotifyData.Settings(), null, steps);

    private static IReadOnlyList<PlannedStep> Plan(SubscriberState state, AppSettings app, DateTimeOffset? expires, params WorkflowStep[] steps) =>
        Rehearsal.Of(state, (now, at) => Begin(now, app, at), Place(steps, expires), Now);

    private static Act Go(SubscriberState state, WorkflowStep[] steps, AppSettings? app = null, DateTimeOffset? expires = null)
    {
        var act = Begin(state, app ?? NotifyData.Settings(), Now);
        act.Go(Place(steps, expires));
        return act;
    }

    private static Act Begin(SubscriberState state, AppSettings app, DateTimeOffset at) =>
        new(state, app, new ChannelAccess(Options.Create(new NotificationsOptions())), at, () => 0);

    private static RunPlace Place(WorkflowStep[] steps, DateTimeOffset? expires)
    {
        var recipient = new Recipient { SubscriberId = "anna", Email = "anna@example.org", TimeZone = "UTC" };
        var delivery = new Delivery("tx", "order-shipped", 1, """{"order":7,"shop":"A"}""", Now, expires, recipient);
        var reach = Reach.Of("anna", new SubscriberContact(), recipient);
        return new RunPlace("shop", new WorkflowVersion("order-shipped", 1, Now, NotifyData.Workflow(steps)), delivery, reach, delivery.Payload, collected: null);
    }

    private static Choices Off() => new Choices().Change(
        NotifyData.Settings(),
        new Dictionary<string, IReadOnlyDictionary<NotifyChannel, bool?>> { ["orders"] = new Dictionary<NotifyChannel, bool?> { [NotifyChannel.Email] = false } }).Require();
}
