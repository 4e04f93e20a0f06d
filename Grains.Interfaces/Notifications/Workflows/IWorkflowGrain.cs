using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Notifications.Workflows;

/// <summary>A workflow of one application: a draft that is edited, and published versions that never change. Callers were admitted by the application.</summary>
[GrainInterfaceType("workflow"), Alias("notifications.i-workflow")]
public interface IWorkflowGrain : IGrainWithStringKey
{
    /// <summary>Refuses with <c>workflow-invalid</c> and the path, or with <c>stale</c>; <paramref name="version"/> is null for a workflow that shall be new.</summary>
    [Alias("SaveDraft")]
    Task<Result<WorkflowView>> SaveDraft(WorkflowContent draft, int? version);

    [ReadOnly, Alias("Show")]
    Task<Result<WorkflowView>> Show();

    /// <summary>Parses every template, then makes the draft the published version. Refuses with <c>template-invalid</c> and the line. Unchanged, it stays at its number.</summary>
    [Alias("Publish")]
    Task<Result<PublishedWorkflow>> Publish();

    /// <summary>Of <c>product</c>: gives up an administrator's edit for what the product's files say.</summary>
    [Alias("Reset")]
    Task<Result<WorkflowView>> Reset();

    /// <summary>Nothing is accepted for it any more; what is on its way still finds its version.</summary>
    [Alias("Delete")]
    Task<Result<Done>> Delete();

    /// <summary>The version new triggers take; null while there is none.</summary>
    [Alias("Current")]
    Task<WorkflowVersion?> Current();

    /// <summary>A published version; null when there was none of this number.</summary>
    [Alias("Get")]
    Task<WorkflowVersion?> Get(int version);
}
