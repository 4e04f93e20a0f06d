using System.Collections.Concurrent;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Addresses;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Log;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Tests.Notifications.Dispatch;

namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>From the trigger to the channel, with everything between.</summary>
public sealed class DeliveryTests
{
    private static readonly Recipient Ada = new() { SubscriberId = "ada", Email = "ada@example.org", Phone = "+4915112345678" };

    private readonly ConcurrentQueue<OutgoingMessage> sent = new();

    [Fact]
    public async Task A_trigger_becomes_a_rendered_mail_that_can_be_unsubscribed_from()
    {
        await using var silo = await SendingSilo.StartAsync(Take);
        var shop = await TestShop.OpenAsync(silo.Grains, NotifyData.Email());
        await shop.TriggerAsync("t1", Ada);
        var message = (await shop.ReachAsync("t1", MessageStatus.Sent))[0];
        var mail = Assert.IsType<OutgoingEmail>(Assert.Single(sent));
        Assert.Equal(("ada@example.org", "Order 7", "It is on its way."), (mail.To, mail.Subject, mail.Text));
        Assert.Equal((MessageIds.Of(shop.App, "t1", "ada", "mail"), "smtp.example.org"), (mail.MessageId, mail.Transport!.Host));
        Assert.StartsWith("http://localhost:8080/n/u/", mail.Unsubscribe!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("a…@example.org", message.To);
    }

    [Fact]
    public async Task A_hard_bounce_keeps_later_messages_from_the_address()
    {
        await using var silo = await SendingSilo.StartAsync(message =>
        {
            sent.Enqueue(message);
            return new SendOutcome.Permanent("mailbox-unknown") { SuppressAddress = true };
        });
        var shop = await TestShop.OpenAsync(silo.Grains, NotifyData.Email());
        await shop.TriggerAsync("t1", Ada);
        Assert.Equal("mailbox-unknown", (await shop.ReachAsync("t1", MessageStatus.Failed))[0].Reason);
        await shop.TriggerAsync("t2", Ada);
        Assert.Equal(SuppressionReasons.HardBounce, (await shop.ReachAsync("t2", MessageStatus.Suppressed))[0].Reason);
        Assert.Single(sent);
    }

    [Fact]
    public async Task A_message_whose_trigger_is_there_no_more_says_so()
    {
        await using var silo = await SendingSilo.StartAsync(Take);
        var message = NewMessages.Of(NewMessages.NewApp(), "ada", DateTimeOffset.UtcNow);
        await silo.Grains.GetGrain<IDispatchGrain>(NotifyKeys.DispatchOf(message.App, message.Channel, message.Subscriber)).Enqueue([message]);
        var log = silo.Grains.GetGrain<INotificationQueries>(0);
        await TestTime.Eventually(async () => (await log.Message(message.App, message.Id)).Value?.Message.Status == MessageStatus.Failed, "the message fails");
        Assert.Equal("content-gone", (await log.Message(message.App, message.Id)).Require().Message.Reason);
        Assert.Empty(sent);
    }

    [Fact]
    public async Task A_number_gets_five_text_messages_in_an_hour()
    {
        await using var silo = await SendingSilo.StartAsync(Take);
        var shop = await TestShop.OpenAsync(silo.Grains, NotifyData.Sms());
        for (var i = 0; i < 5; i++)
        {
            await shop.TriggerAsync($"t{i}", Ada);
            await shop.ReachAsync($"t{i}", MessageStatus.Sent);
        }

        await shop.TriggerAsync("t5", Ada);
        Assert.Equal(SuppressionReasons.SmsCap, (await shop.ReachAsync("t5", MessageStatus.Suppressed))[0].Reason);
    }

    [Fact]
    public async Task What_cannot_be_rendered_fails_with_its_line_and_is_replayed_with_the_version_asked_for()
    {
        await using var silo = await SendingSilo.StartAsync(Take);
        var broken = NotifyData.Email() with { Templates = Texts("{% for i in (1..100000) %}\n{{ i }}{% endfor %}") };
        var shop = await TestShop.OpenAsync(silo.Grains, broken);
        await shop.TriggerAsync("t1", Ada);
        var failed = (await shop.ReachAsync("t1", MessageStatus.Failed))[0];
        Assert.StartsWith($"{NotifyReasons.RenderFailed}: order-shipped v1 mail text line ", failed.Reason, StringComparison.Ordinal);

        await shop.PublishAsync(NotifyData.Email());
        var dispatch = silo.Grains.GetGrain<IDispatchGrain>(NotifyKeys.DispatchOf(shop.App, NotifyChannel.Email, "ada"));
        Assert.True((await dispatch.Replay(failed.Id, 2)).IsOk);
        await shop.ReachAsync("t1", MessageStatus.Sent);
        Assert.Equal("Order 7", Assert.IsType<OutgoingEmail>(Assert.Single(sent)).Subject);
    }

    [Fact]
    public async Task A_cancelled_trigger_stops_what_waits_for_another_try()
    {
        await using var silo = await SendingSilo.StartAsync(message =>
        {
            sent.Enqueue(message);
            return new SendOutcome.Retry("busy", TimeSpan.FromSeconds(2));
        });
        var shop = await TestShop.OpenAsync(silo.Grains, NotifyData.Email());
        await shop.TriggerAsync("t1", Ada);
        await TestTime.Eventually(() => Task.FromResult(!sent.IsEmpty), "the first attempt");
        (await shop.Trigger("t1").Cancel()).Require();
        Assert.Equal(NotifyReasons.Cancelled, (await shop.ReachAsync("t1", MessageStatus.Cancelled))[0].Reason);
        Assert.Single(sent);
    }

    [Fact]
    public async Task A_code_triggered_behind_a_campaign_leaves_long_before_its_end()
    {
        const int Triggers = 20;
        await using var silo = await SendingSilo.StartAsync(Take);
        var shop = await TestShop.OpenAsync(silo.Grains, NotifyData.Email());
        await shop.PublishAsync("campaign", NotifyData.Workflow(NotifyData.Email()) with { Priority = Lane.Bulk });
        await shop.PublishAsync("code", NotifyData.Workflow(NotifyData.Email()) with { Priority = Lane.Otp });
        await Task.WhenAll(Enumerable.Range(0, Triggers).Select(i => shop.TriggerAsync("campaign", $"t{i}", People($"t{i}"))));
        await shop.TriggerAsync("code", "code", Ada);
        await TestTime.Eventually(() => Task.FromResult(sent.Any(message => message.Lane == Lane.Otp)), "the code sent");
        Assert.InRange(sent.TakeWhile(message => message.Lane == Lane.Bulk).Count(), 0, Triggers * 100 / 2);
    }

    private static Recipient[] People(string prefix) =>
        [.. Enumerable.Range(0, 100).Select(i => new Recipient { SubscriberId = $"{prefix}-{i}", Email = $"{prefix}-{i}@example.org" })];

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Texts(string text) =>
        new() { ["en"] = new Dictionary<string, string> { [TemplateParts.Subject] = "Hello", [TemplateParts.Text] = text } };

    private SendOutcome Take(OutgoingMessage message)
    {
        sent.Enqueue(message);
        return new SendOutcome.Sent();
    }
}
