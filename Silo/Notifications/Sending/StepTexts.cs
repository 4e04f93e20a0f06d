using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Silo.Notifications.Sending;

/// <summary>The texts of a step for one recipient, each rendered when it is asked for.</summary>
internal sealed class StepTexts(ParsedTemplates templates, WorkflowVersion workflow, WorkflowStep step, string? locale, TemplateScope scope)
{
    private readonly IReadOnlyDictionary<string, string> parts =
        Locales.TryChoose(step.Templates, locale, step.Fallback, out var found) ? found : new Dictionary<string, string>();

    /// <summary>Why a text could not be rendered, with its line; null while all could.</summary>
    public string? Fault { get; private set; }

    /// <summary>Null where the step has no such text.</summary>
    public string? Get(string part, TemplateKind kind = TemplateKind.Text) => parts.TryGetValue(part, out var source) ? Render(source, kind, part) : null;

    /// <summary>A text that must be JSON.</summary>
    public string? GetJson(string part)
    {
        var text = Get(part);
        return text is null || IsJson(text) ? text : Refuse(part, line: 1);
    }

    public string? Render(string? source, TemplateKind kind = TemplateKind.Text, string part = "config")
    {
        if (source is null)
        {
            return null;
        }

        if (!templates.TryGet(kind, source, out var template, out var fault))
        {
            return Refuse(part, fault.Line);
        }

        var rendered = template.Render(scope);
        return rendered.IsOk ? rendered.Text : Refuse(part, rendered.Fault.Line);
    }

    private string? Refuse(string part, int line)
    {
        Fault ??= $"{NotifyReasons.RenderFailed}: {workflow.Key} v{workflow.Number} {step.Id} {part} line {line}";
        return null;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false; // Parsing is the only way to find out.
        }
    }
}
