using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Tests.Notifications;

/// <summary>Applications, workflows and triggers as the tests of this slice need them.</summary>
internal static class NotifyData
{
    public static AppSettings Settings(params AppCategory[] categories) => new()
    {
        App = "shop", Providers = Providers, Categories = categories, Endpoints = [], Caps = AppCaps.None, UnsubscribeKey = "",
    };

    public static ProviderSet Providers { get; } = new()
    {
        Email = new() { Host = "smtp.example.org", Port = 587, From = "shop@example.org" },
        Sms = new() { BaseUrl = "https://sms.example.org", AccountSid = "AC1", AuthToken = "secret", From = "+4930123456" },
    };

    public static WorkflowContent Workflow(params WorkflowStep[] steps) => new()
    {
        Name = "Order shipped", Category = "orders", Priority = Lane.Transactional, Steps = steps,
    };

    public static WorkflowStep Email(string id = "mail", string? when = null) => new()
    {
        Id = id, Type = StepType.Email, When = when,
        Templates = Texts((TemplateParts.Subject, "Order {{ payload.order }}"), (TemplateParts.Text, "It is on its way.")),
    };

    public static WorkflowStep Sms(string id = "sms") => new() { Id = id, Type = StepType.Sms, Templates = Texts((TemplateParts.Text, "{{ payload.code }}")) };

    public static WorkflowStep Inbox(string id = "inbox") => new()
    {
        Id = id, Type = StepType.Inbox, Templates = Texts((TemplateParts.Title, "Order {{ payload.order }}"), (TemplateParts.Link, "/orders/{{ payload.order }}")),
    };

    public static WorkflowStep Delay(int seconds, string id = "wait") => new() { Id = id, Type = StepType.Delay, Config = new() { Seconds = seconds } };

    public static WorkflowStep Digest(int windowSeconds, int? max = null, string id = "collect") => new()
    {
        Id = id, Type = StepType.Digest, Config = new() { Key = "{{ payload.shop }}", WindowSeconds = windowSeconds, Max = max },
    };

    public static NewTrigger Trigger(string name, params string[] subscribers) => new()
    {
        Name = name, To = [.. subscribers.Select(id => new Recipient { SubscriberId = id, Email = $"{id}@example.org" })], Payload = """{"order":7,"shop":"A"}""",
    };

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Texts(params (string Part, string Text)[] parts) =>
        new() { ["en"] = parts.ToDictionary(part => part.Part, part => part.Text) };
}
