using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Dispatch;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Templates;
using OrleansBackends.Silo.Notifications.Channels;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>A message ready to leave, or the reason why it cannot.</summary>
internal readonly record struct Composed(OutgoingMessage? Message, string? Refused);

/// <summary>Renders a step's texts for one recipient and puts them together with the provider's settings, opened for this attempt.</summary>
internal sealed class MessageComposer(ParsedTemplates templates, ProviderSettings providers)
{
    private const string StepGone = "step-gone";

    public Composed Compose(QueuedMessage message, TriggerContent content, WorkflowVersion workflow, AppSettings app)
    {
        if (workflow.Step(message.Step) is not { } step)
        {
            return new Composed(null, StepGone);
        }

        using var payload = JsonDocument.Parse(message.Payload ?? content.Payload!);
        using var subscriber = JsonDocument.Parse(message.SubscriberData ?? content.RecipientData.GetValueOrDefault(message.Subscriber) ?? "{}");
        var scope = new TemplateScope(payload.RootElement, subscriber.RootElement, Extras.Of(app, message.InboxRead)) { Locale = message.Locale, Zone = Zone(message.TimeZone) };
        var texts = new StepTexts(templates, workflow, step, message.Locale, scope);
        OutgoingMessage? outgoing = message.Channel switch
        {
            NotifyChannel.Email => Email(message, content, app, texts),
            NotifyChannel.Sms => Sms(message, app, texts),
            NotifyChannel.Webpush => WebPush(message, app, texts, step),
            NotifyChannel.Fcm => Fcm(message, app, texts, step),
            NotifyChannel.Webhook => Webhook(message, content, app, texts),
            _ => null,
        };
        return texts.Fault is { } fault ? new Composed(null, fault)
            : outgoing is null ? new Composed(null, NotifyReasons.NotConfigured)
            : new Composed(outgoing, null);
    }

    private OutgoingEmail Email(QueuedMessage message, TriggerContent content, AppSettings app, StepTexts texts)
    {
        var html = texts.Get(TemplateParts.Html, TemplateKind.Html);
        return new()
        {
            App = message.App,
            MessageId = message.Id,
            Lane = message.Lane,
            ExpiresAt = message.EndsAt,
            Transport = providers.Mail(app),
            To = message.Destination,
            Subject = texts.Get(TemplateParts.Subject) ?? "",
            Text = texts.Get(TemplateParts.Text) ?? PlainText.Of(html ?? ""),
            Html = html,
            ReplyTo = content.ReplyTo,
            Attachments = [.. content.Attachments.Select(file => new MailAttachment(file.Name, file.Type, file.Text))],
            Unsubscribe = app.Category(message.Category) is { Critical: true } ? null : providers.Unsubscribe(app, message),
        };
    }

    private OutgoingSms Sms(QueuedMessage message, AppSettings app, StepTexts texts) => new()
    {
        App = message.App,
        MessageId = message.Id,
        Lane = message.Lane,
        ExpiresAt = message.EndsAt,
        Account = providers.Sms(app),
        To = message.Destination,
        Body = texts.Get(TemplateParts.Text) ?? "",
        StatusCallback = providers.SmsCallback(message),
    };

    private OutgoingWebPush? WebPush(QueuedMessage message, AppSettings app, StepTexts texts, WorkflowStep step) => message.PushKeys is not { } keys ? null : new()
    {
        App = message.App,
        MessageId = message.Id,
        Lane = message.Lane,
        ExpiresAt = message.EndsAt,
        Identity = providers.WebPush(app),
        Endpoint = new Uri(message.Destination),
        P256dh = keys.P256dh,
        Auth = keys.Auth,
        Payload = DocumentJson.Write(Shown(message, texts)),
        CollapseKey = texts.Render(step.Config.CollapseKey),
    };

    private OutgoingFcm Fcm(QueuedMessage message, AppSettings app, StepTexts texts, WorkflowStep step) => new()
    {
        App = message.App,
        MessageId = message.Id,
        Lane = message.Lane,
        ExpiresAt = message.EndsAt,
        Account = providers.Fcm(app),
        Token = message.Destination,
        Title = texts.Get(TemplateParts.Title) ?? "",
        Body = texts.Get(TemplateParts.Body) ?? "",
        Data = Link(texts) is { Length: > 0 } link ? new Dictionary<string, string> { ["link"] = link } : [],
        CollapseKey = texts.Render(step.Config.CollapseKey),
    };

    private OutgoingWebhook? Webhook(QueuedMessage message, TriggerContent content, AppSettings app, StepTexts texts) =>
        app.Endpoints.FirstOrDefault(endpoint => endpoint.Id == message.Destination && endpoint.DisabledReason is null) is not { } endpoint ? null : new()
        {
            App = message.App,
            MessageId = message.Id,
            Lane = message.Lane,
            ExpiresAt = message.EndsAt,
            Url = new Uri(endpoint.Url),
            Secrets = providers.Secrets(app, endpoint),
            Type = message.Workflow,
            At = content.CreatedAt,
            Data = texts.GetJson(TemplateParts.Data) ?? message.Payload ?? content.Payload!,
        };

    private static object Shown(QueuedMessage message, StepTexts texts) => new
    {
        id = message.Id,
        title = texts.Get(TemplateParts.Title),
        body = texts.Get(TemplateParts.Body),
        link = Link(texts),
    };

    private static string? Link(StepTexts texts) => texts.Get(TemplateParts.Link) is { } link && LinkSchemes.Allows(link) ? link : null;

    private static TimeZoneInfo Zone(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
