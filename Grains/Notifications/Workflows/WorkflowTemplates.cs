using System.Globalization;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Grains.Notifications.Workflows;

/// <summary>Parses every Liquid text of a workflow, so that a published one has none that cannot be read.</summary>
internal static class WorkflowTemplates
{
    public static TemplateKind KindOf(string part) => part == TemplateParts.Html ? TemplateKind.Html : TemplateKind.Text;

    public static Error? Refuse(WorkflowContent workflow) =>
        workflow.Steps.SelectMany((step, at) => Faults(step, string.Create(CultureInfo.InvariantCulture, $"steps[{at}]"))).FirstOrDefault();

    private static IEnumerable<Error> Faults(WorkflowStep step, string path)
    {
        if (step.When is { } when && !Condition.TryParse(when, out _, out var condition))
        {
            yield return NotifyErrors.TemplateInvalid($"{path}.when", condition.Line, condition.Message);
        }

        foreach (var (place, kind, text) in Texts(step, path))
        {
            if (text is not null && !Template.TryParse(kind, text, out _, out var fault))
            {
                yield return NotifyErrors.TemplateInvalid(place, fault.Line, fault.Message);
            }
        }
    }

    private static IEnumerable<(string Path, TemplateKind Kind, string? Text)> Texts(WorkflowStep step, string path)
    {
        foreach (var (locale, parts) in step.Templates)
        {
            foreach (var (part, text) in parts)
            {
                yield return ($"{path}.templates.{locale}.{part}", KindOf(part), text);
            }
        }

        yield return ($"{path}.config.key", TemplateKind.Text, step.Config.Key);
        yield return ($"{path}.config.collapseKey", TemplateKind.Text, step.Config.CollapseKey);
    }
}
