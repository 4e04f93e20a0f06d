using System.Text.Json;
using Orleans.Concurrency;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.Grains.Notifications.Apps;
using OrleansBackends.Grains.Notifications.Templates;

namespace OrleansBackends.Grains.Notifications.Workflows;

[StatelessWorker, GrainType("workflowpreview")]
internal sealed class WorkflowPreview(NotifySettings settings) : Grain, IWorkflowPreview
{
    public async Task<Result<PreviewView>> Preview(string app, string workflow, PreviewRequest request)
    {
        var shown = await GrainFactory.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(app, workflow)).Show();
        if (!shown.IsOk)
        {
            return shown.Error;
        }

        return await settings.App(app) is not { } known ? NotifyErrors.AppNotFound
            : shown.Value.Draft.Steps.FirstOrDefault(step => step.Id == request.Step) is not { } found ? NotifyErrors.StepNotFound
            : Render(found, known, request);
    }

    private static Result<PreviewView> Render(WorkflowStep step, AppSettings app, PreviewRequest request)
    {
        using var payload = JsonDocument.Parse(request.Payload);
        using var subscriber = JsonDocument.Parse(request.Subscriber);
        var scope = new TemplateScope(payload.RootElement, subscriber.RootElement, Extras.Of(app, inboxRead: false)) { Locale = request.Locale };
        var (texts, missing) = (new Dictionary<string, string>(), new SortedSet<string>(StringComparer.Ordinal));
        var sources = Locales.TryChoose(step.Templates, request.Locale, step.Fallback, out var chosen) ? chosen : new Dictionary<string, string>();
        foreach (var (part, source) in sources)
        {
            if (!Template.TryParse(WorkflowTemplates.KindOf(part), source, out var template, out var fault))
            {
                return NotifyErrors.RenderFailed(part, fault.Line, fault.Message);
            }

            var rendered = template.Render(scope);
            if (!rendered.IsOk)
            {
                return NotifyErrors.RenderFailed(part, rendered.Fault.Line, rendered.Fault.Message);
            }

            texts[part] = rendered.Text;
            missing.UnionWith(rendered.Missing);
        }

        return new PreviewView(texts, [.. missing]);
    }
}
