using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;
using OrleansBackends.WebFrontend.Notifications.Access;

namespace OrleansBackends.WebFrontend.Notifications.Workflows;

/// <summary>What is sent on an event, over which channels and when: a draft that is edited, and published versions that never change.</summary>
internal static class WorkflowEndpoints
{
    /// <summary>Of a draft; its document holds the published version too.</summary>
    private const long MaxBody = 256 * 1024;

    public static void MapWorkflows(this RouteGroupBuilder programs)
    {
        var workflow = programs.MapGroup("/workflows/{key}");
        workflow.MapPut("", Put).Limit("write").MaxBody(MaxBody)
            .WithSummary("Save the draft of a workflow")
            .WithDescription("Without If-Match it makes a new one; a draft that is there wants its ETag.")
            .Refuses(
                NotifyErrors.WorkflowInvalid("steps[0].id", "A step has an id of its own."), NotifyErrors.TemplateInvalid("steps[0].templates.en.text", 1, "…"),
                Errors.Stale, WebErrors.IfMatchRequired);
        workflow.MapGet("", Get).Limit("read").WithSummary("Show a workflow's draft and what is published").Refuses(NotifyErrors.WorkflowNotFound);
        workflow.MapDelete("", Delete).Limit("write")
            .WithSummary("Delete a workflow").WithDescription("What is on its way still goes out.").Refuses(NotifyErrors.WorkflowNotFound);
        workflow.MapPost("/publish", Publish).Limit("write")
            .WithSummary("Publish the draft as the next version")
            .WithDescription("Triggers take it from now on. An unchanged draft stays at its number.")
            .Refuses(NotifyErrors.WorkflowNotFound, NotifyErrors.TemplateInvalid("steps[0].templates.en.text", 1, "…"));
        workflow.MapPost("/preview", Preview).Limit("read").MaxBody(MaxBody)
            .WithSummary("Render a step of the draft with sample data")
            .WithDescription("Variables that the data does not have render empty and are listed as missing.")
            .Refuses(NotifyErrors.WorkflowNotFound, NotifyErrors.StepNotFound, NotifyErrors.RenderFailed("text", 1, "…"));
    }

    private static async Task<OkAnswer<WorkflowView>> Put(
        string key, PutWorkflowRequest request, AppAccess access, IfMatch ifMatch, IGrainFactory grains)
    {
        if (Refuse(key, request) is { } refusal)
        {
            return new Result<WorkflowView> { Error = refusal }.ToOk();
        }

        var saved = await Workflow(grains, access, key).SaveDraft(request.ToContent(), ifMatch.Version);
        return (ifMatch.Version is null && saved.Error?.Code == Errors.Stale.Code ? WebErrors.IfMatchRequired : saved).ToOk();
    }

    private static Error? Refuse(string key, PutWorkflowRequest request) =>
        !NotifyNames.IsKey(key) ? NotifyErrors.WorkflowInvalid("key", "A key has 1 to 60 of a-z, 0-9 and -.")
        : request.Key is { } named && named != key ? NotifyErrors.WorkflowInvalid("key", "The key is that of the path.")
        : null;

    private static async Task<OkAnswer<WorkflowView>> Get(string key, AppAccess access, IGrainFactory grains) =>
        (NotifyNames.IsKey(key) ? await Workflow(grains, access, key).Show() : NotifyErrors.WorkflowNotFound).ToOk();

    private static async Task<NoContentAnswer> Delete(string key, AppAccess access, IGrainFactory grains) =>
        (NotifyNames.IsKey(key) ? await Workflow(grains, access, key).Delete() : NotifyErrors.WorkflowNotFound).ToNoContent();

    private static async Task<OkAnswer<PublishedWorkflow>> Publish(string key, AppAccess access, IGrainFactory grains) =>
        (NotifyNames.IsKey(key) ? await Workflow(grains, access, key).Publish() : NotifyErrors.WorkflowNotFound).ToOk();

    private static async Task<OkAnswer<PreviewView>> Preview(string key, PreviewStepRequest request, AppAccess access, IGrainFactory grains) =>
        (NotifyNames.IsKey(key)
            ? await grains.GetGrain<IWorkflowPreview>(0).Preview(access.App, key, request.ToRequest())
            : NotifyErrors.WorkflowNotFound).ToOk();

    private static IWorkflowGrain Workflow(IGrainFactory grains, AppAccess access, string key) =>
        grains.GetGrain<IWorkflowGrain>(NotifyKeys.Workflow(access.App, key));
}
