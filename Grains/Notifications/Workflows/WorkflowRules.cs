using System.Globalization;
using System.Text;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Workflows;

/// <summary>What a workflow must look like, apart from its templates.</summary>
internal static class WorkflowRules
{
    public const int MaxSteps = 20;
    public const int MaxBytes = 240 * 1024;
    public const int MaxDelay = 30 * 86_400;
    public const int MinWindow = 60;
    public const int MaxWindow = 604_800;
    public const int MaxItems = 100;

    private const int MaxTtl = 30 * 86_400;
    private const int MaxName = 100;

    public static Error? Refuse(WorkflowContent workflow) =>
        workflow.Name.Length is 0 or > MaxName ? Invalid("name", $"A name has 1 to {MaxName} characters.")
        : !NotifyNames.IsKey(workflow.Category) ? Invalid("category", "A category is named by small letters, digits and hyphens.")
        : workflow.TtlSeconds is < 1 or > MaxTtl ? Invalid("ttlSeconds", $"A message lives 1 to {MaxTtl} seconds.")
        : workflow.Steps.Count is 0 or > MaxSteps ? Invalid("steps", $"A workflow has 1 to {MaxSteps} steps.")
        : workflow.Steps.DistinctBy(step => step.Id).Count() != workflow.Steps.Count ? Invalid("steps", "Each step has an id of its own.")
        : Encoding.UTF8.GetByteCount(DocumentJson.Write(workflow)) > MaxBytes ? Invalid("steps", "A workflow has at most 240 KB.")
        : workflow.Steps.Select((step, at) => Refuse(step, workflow, string.Create(CultureInfo.InvariantCulture, $"steps[{at}]"))).FirstOrDefault(e => e is not null);

    private static Error? Refuse(WorkflowStep step, WorkflowContent workflow, string path) =>
        !NotifyNames.IsKey(step.Id) ? Invalid($"{path}.id", "A step is named by small letters, digits and hyphens.")
        : step.Type switch
        {
            StepType.Delay => step.Config.Seconds is >= 1 and <= MaxDelay ? null : Invalid($"{path}.config.seconds", $"A delay lasts 1 to {MaxDelay} seconds."),
            StepType.Digest => RefuseDigest(step, workflow, path),
            _ => RefuseTexts(step, path),
        };

    private static Error? RefuseDigest(WorkflowStep step, WorkflowContent workflow, string path) =>
        workflow.Priority == Lane.Otp ? Invalid($"{path}.type", "One-time codes are not collected.")
        : string.IsNullOrWhiteSpace(step.Config.Key) ? Invalid($"{path}.config.key", "A digest has a key.")
        : step.Config.WindowSeconds is not (>= MinWindow and <= MaxWindow)
            ? Invalid($"{path}.config.windowSeconds", $"A window lasts {MinWindow} to {MaxWindow} seconds.")
        : step.Config.Max is < 1 or > MaxItems ? Invalid($"{path}.config.max", $"A digest keeps 1 to {MaxItems} items.")
        : null;

    private static Error? RefuseTexts(WorkflowStep step, string path)
    {
        if (step.Type != StepType.Webhook && step.Templates.Count == 0)
        {
            return Invalid($"{path}.templates", "A step has texts in one locale at least.");
        }

        if (step.Templates.Count > 0 && !step.Templates.ContainsKey(step.Fallback))
        {
            return Invalid($"{path}.config.defaultLocale", "There are no texts in the default locale.");
        }

        var (locale, parts) = step.Templates.FirstOrDefault(texts => Missing(step.Type, texts.Value) is not null);
        return locale is null ? null : Invalid($"{path}.templates.{locale}", $"There is no {Missing(step.Type, parts)}.");
    }

    private static string? Missing(StepType type, IReadOnlyDictionary<string, string> parts) => type switch
    {
        StepType.Email => !parts.ContainsKey(TemplateParts.Subject) ? TemplateParts.Subject
            : parts.ContainsKey(TemplateParts.Text) || parts.ContainsKey(TemplateParts.Html) ? null
            : TemplateParts.Text,
        StepType.Sms => parts.ContainsKey(TemplateParts.Text) ? null : TemplateParts.Text,
        StepType.Webhook => null,
        _ => parts.ContainsKey(TemplateParts.Title) ? null : TemplateParts.Title,
    };

    private static Error Invalid(string path, string message) => NotifyErrors.WorkflowInvalid(path, message);
}
