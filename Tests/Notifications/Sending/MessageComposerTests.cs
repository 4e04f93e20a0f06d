using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications;
using OrleansBackends.Silo.Notifications.Channels;
using OrleansBackends.Silo.Notifications.Channels.Product;
using OrleansBackends.Silo.Notifications.Sending;

namespace OrleansBackends.Tests.Notifications.Sending;

/// <summary>What leaves, rendered and with the provider's settings opened, without a silo.</summary>
public sealed class MessageComposerTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly SecretBox Box = new(Options.Create(new SecretOptions { MasterKey = Convert.ToBase64String(new byte[32]) }));
    private static readonly TriggerContent Content = new() { Workflow = "order", Version = 1, Payload = """{"order":7,"note":"<b>"}""", CreatedAt = Now };

    private readonly FakeTimeProvider clock = new(Now);
    private readonly MessageComposer composer;

    public MessageComposerTests()
    {
        var options = Options.Create(new NotificationsOptions { PublicUrl = "https://example.org" });
        composer = new MessageComposer(new ParsedTemplates(), new ProviderSettings(Box, new ProductTransport(options), options, clock));
    }

    [Fact]
    public void A_mail_without_a_text_gets_that_of_its_page_and_knows_the_application()
    {
        var step = Step(StepType.Email, ("subject", "{{ app.name }}: order {{ payload.order }}"), ("html", "<p>{{ payload.note }}</p><p>Bye</p>"));
        var mail = Compose<OutgoingEmail>(step, Message(NotifyChannel.Email));
        Assert.Equal(("Shop: order 7", "<p>&lt;b&gt;</p><p>Bye</p>", "<b>\nBye"), (mail.Subject, mail.Html, mail.Text));
        Assert.StartsWith("https://example.org/n/u/", mail.Unsubscribe!.AbsoluteUri, StringComparison.Ordinal);
        var critical = Settings with { Categories = [new AppCategory("orders", "Orders", Critical: true, new Dictionary<NotifyChannel, bool>())] };
        Assert.Null(Compose<OutgoingEmail>(step, Message(NotifyChannel.Email), critical).Unsubscribe);
    }

    [Theory]
    [InlineData(false, "unread")]
    [InlineData(true, "read")]
    public void A_text_may_say_whether_the_inbox_item_was_read(bool read, string expected)
    {
        var step = Step(StepType.Sms, ("text", "{% if inbox.read %}read{% else %}unread{% endif %}"));
        Assert.Equal(expected, Compose<OutgoingSms>(step, Message(NotifyChannel.Sms) with { InboxRead = read }).Body);
    }

    [Fact]
    public void A_push_carries_what_the_browser_shows_and_its_rendered_collapse_key()
    {
        var step = Step(StepType.Webpush, ("title", "Order {{ payload.order }}"), ("body", "{{ payload.note }}"), ("link", "https://example.org/o/{{ payload.order }}")) with
        {
            Config = new StepConfig { CollapseKey = "order-{{ payload.order }}" },
        };
        var push = Compose<OutgoingWebPush>(step, Message(NotifyChannel.Webpush) with { PushKeys = new PushKeys("p", "a") });
        var shown = JsonDocument.Parse(push.Payload).RootElement;
        Assert.Equal(("msg_1", "Order 7", "<b>", "https://example.org/o/7"), (Text("id"), Text("title"), Text("body"), Text("link")));
        Assert.Equal(("order-7", "p", "a", "https://push.example.org/1"), (push.CollapseKey, push.P256dh, push.Auth, push.Endpoint.AbsoluteUri));
        Assert.Equal(("mailto:ops@example.org", "private"), (push.Identity!.Subject, push.Identity.Keys.PrivateKey));

        string? Text(string name) => shown.GetProperty(name).GetString();
    }

    [Fact]
    public void A_push_leads_nowhere_but_to_the_web_or_a_mail()
    {
        var step = Step(StepType.Webpush, ("title", "t"), ("link", "javascript:alert({{ payload.order }})"));
        var push = Compose<OutgoingWebPush>(step, Message(NotifyChannel.Webpush) with { PushKeys = new PushKeys("p", "a") });
        Assert.DoesNotContain("javascript", push.Payload, StringComparison.Ordinal);
        Assert.Equal(NotifyReasons.NotConfigured, Refused(step, Message(NotifyChannel.Webpush)));
    }

    [Fact]
    public void A_phone_gets_title_body_and_link_under_the_accounts_own_key()
    {
        var step = Step(StepType.Fcm, ("title", "Order {{ payload.order }}"), ("body", "On its way"), ("link", "https://example.org"));
        var push = Compose<OutgoingFcm>(step, Message(NotifyChannel.Fcm));
        Assert.Equal(("Order 7", "On its way", "https://example.org", "pem"), (push.Title, push.Body, push.Data["link"], push.Account!.PrivateKey));
        Assert.Empty(Compose<OutgoingFcm>(Step(StepType.Fcm, ("title", "t")), Message(NotifyChannel.Fcm)).Data);
    }

    [Fact]
    public void A_webhook_carries_the_payload_or_the_steps_own_data()
    {
        var plain = Compose<OutgoingWebhook>(new WorkflowStep { Id = "step", Type = StepType.Webhook }, Message(NotifyChannel.Webhook));
        Assert.Equal((Content.Payload, "order", Now, "https://hooks.example.org/"), (plain.Data, plain.Type, plain.At, plain.Url.AbsoluteUri));
        var own = Compose<OutgoingWebhook>(Step(StepType.Webhook, ("data", """{"n":{{ payload.order }}}""")), Message(NotifyChannel.Webhook));
        Assert.Equal("""{"n":7}""", own.Data);
        var collected = Compose<OutgoingWebhook>(new WorkflowStep { Id = "step", Type = StepType.Webhook }, Message(NotifyChannel.Webhook) with { Payload = """{"total":2}""" });
        Assert.Equal("""{"total":2}""", collected.Data);
        Assert.Equal(
            "render-failed: order v1 step data line 1",
            Refused(Step(StepType.Webhook, ("data", """{"n":{{ payload.note }}}""")), Message(NotifyChannel.Webhook)));
    }

    [Fact]
    public void A_rotated_secret_signs_for_a_day_and_a_disabled_endpoint_gets_nothing()
    {
        var step = new WorkflowStep { Id = "step", Type = StepType.Webhook };
        var endpoint = Settings.Endpoints[0] with { FormerSecret = Seal(SecretFields.Endpoint("ep-1"), "whsec_old"), FormerUntil = Now.AddDays(1) };
        var app = Settings with { Endpoints = [endpoint] };
        Assert.Equal(["whsec_new", "whsec_old"], Compose<OutgoingWebhook>(step, Message(NotifyChannel.Webhook), app).Secrets);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["whsec_new"], Compose<OutgoingWebhook>(step, Message(NotifyChannel.Webhook), app).Secrets);
        Assert.Equal(NotifyReasons.NotConfigured, Refused(step, Message(NotifyChannel.Webhook), Settings with { Endpoints = [endpoint with { DisabledReason = "gone" }] }));
    }

    [Fact]
    public void A_step_that_is_gone_and_a_text_that_cannot_be_rendered_are_reasons()
    {
        Assert.Equal("step-gone", Refused(Step(StepType.Sms, ("text", "x")) with { Id = "other" }, Message(NotifyChannel.Sms)));
        Assert.Equal(
            "render-failed: order v1 step text line 2",
            Refused(Step(StepType.Sms, ("text", "a\n{% for i in (1..100000) %}{{ i }}{% endfor %}")), Message(NotifyChannel.Sms)));
    }

    private static AppSettings Settings { get; } = NotifyData.Settings() with
    {
        Name = "Shop",
        UnsubscribeKey = Seal(SecretFields.Unsubscribe, Convert.ToBase64String(new byte[32])),
        Endpoints = [new AppEndpoint { Id = "ep-1", Url = "https://hooks.example.org/", Events = ["*"], Secret = Seal(SecretFields.Endpoint("ep-1"), "whsec_new") }],
        Providers = NotifyData.Providers with
        {
            Sms = NotifyData.Providers.Sms! with { AuthToken = Seal(SecretFields.SmsToken, "token") },
            Webpush = new WebpushProvider { Subject = "mailto:ops@example.org", PublicKey = "public", PrivateKey = Seal(SecretFields.VapidKey, "private") },
            Fcm = new FcmProvider { ProjectId = "p", ClientEmail = "p@p.iam", PrivateKey = Seal(SecretFields.FcmKey, "pem") },
        },
    };

    private T Compose<T>(WorkflowStep step, QueuedMessage message, AppSettings? app = null)
        where T : OutgoingMessage =>
        Assert.IsType<T>(composer.Compose(message, Content, Version(step), app ?? Settings).Message);

    private string? Refused(WorkflowStep step, QueuedMessage message, AppSettings? app = null) =>
        composer.Compose(message, Content, Version(step), app ?? Settings).Refused;

    private static WorkflowVersion Version(WorkflowStep step) => new("order", 1, Now, NotifyData.Workflow(step));

    private static WorkflowStep Step(StepType type, params (string Part, string Text)[] parts) => new()
    {
        Id = "step", Type = type,
        Templates = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["en"] = parts.ToDictionary(part => part.Part, part => part.Text) },
    };

    private static QueuedMessage Message(NotifyChannel channel) => new()
    {
        Id = "msg_1", App = "shop", Channel = channel, Lane = Lane.Transactional, TransactionId = "tx", Workflow = "order", WorkflowVersion = 1, Step = "step",
        Subscriber = "ada", Category = "orders", QueuedAt = Now, TtlSeconds = 3_600,
        Destination = channel switch
        {
            NotifyChannel.Email => "ada@example.org",
            NotifyChannel.Sms => "+4915112345678",
            NotifyChannel.Webpush => "https://push.example.org/1",
            NotifyChannel.Fcm => "phone",
            _ => "ep-1",
        },
    };

    private static string Seal(string field, string clear) => Box.Seal(Encoding.UTF8.GetBytes(clear), NotifyKeys.App("shop"), field);
}
