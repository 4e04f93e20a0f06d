using OrleansBackends.Grains.Interfaces.Notifications.Inbox;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Subscribers;
using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Grains.Notifications.Inbox;

/// <summary>Renders what an inbox shows; text alone, and links that lead to the web or a mail.</summary>
internal static class InboxTexts
{
    /// <summary>Null where a text cannot be rendered. The item has no number yet.</summary>
    public static InboxItem? Render(Act act, RunPlace place, WorkflowStep step)
    {
        if (!Locales.TryChoose(step.Templates, place.Reach.Locale, step.Fallback, out var parts))
        {
            return null;
        }

        var scope = place.Reach.Scope(act.App, place.Payload, act.HasRead(place));
        var texts = parts.ToDictionary(part => part.Key, part => Render(part.Value, scope));
        if (texts.ContainsValue(null))
        {
            return null;
        }

        string? Text(string part, int max) => texts.GetValueOrDefault(part) is { Length: > 0 } text ? text[..Math.Min(text.Length, max)] : null;
        string? Link(string part) => Text(part, SubscriberLimits.Link) is { } link && LinkSchemes.Allows(link) ? link : null;
        IEnumerable<InboxAction> Action(string label, string link) =>
            Text(label, SubscriberLimits.Title) is { } text && Link(link) is { } leads ? [new InboxAction(text, leads)] : [];

        return new InboxItem
        {
            Id = "", Title = Text(TemplateParts.Title, SubscriberLimits.Title) ?? "", Body = Text(TemplateParts.Body, SubscriberLimits.Body),
            Link = Link(TemplateParts.Link), Workflow = place.Workflow.Key, Category = place.Workflow.Content.Category, At = act.Now,
            Actions = [.. Action(TemplateParts.Action1, TemplateParts.Action1Link), .. Action(TemplateParts.Action2, TemplateParts.Action2Link)],
        };
    }

    private static string? Render(string source, TemplateScope scope) =>
        Template.TryParse(TemplateKind.Text, source, out var template, out _) ? template.Render(scope).Text : null;
}
