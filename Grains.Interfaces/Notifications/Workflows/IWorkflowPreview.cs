using Orleans.Concurrency;

namespace OrleansBackends.Grains.Interfaces.Notifications.Workflows;

/// <summary>Shows what a draft would become. A stateless worker: any key, no state.</summary>
[GrainInterfaceType("workflow-preview"), Alias("notifications.i-workflow-preview")]
public interface IWorkflowPreview : IGrainWithIntegerKey
{
    /// <summary>
    /// Renders one step of the draft with a payload. Refuses with <c>workflow-not-found</c>, <c>step-not-found</c>, or <c>render-failed</c> and the line.
    /// </summary>
    [ReadOnly, Alias("Preview")]
    Task<Result<PreviewView>> Preview(string app, string workflow, PreviewRequest request);
}

/// <summary>Which step in which locale, with a payload as JSON and, if wanted, what templates know of the subscriber.</summary>
[GenerateSerializer, Immutable, Alias("notifications.preview-request")]
public sealed record PreviewRequest(
    [property: Id(0)] string Step, [property: Id(1)] string? Locale, [property: Id(2)] string Payload, [property: Id(3)] string Subscriber);

/// <summary>The texts of a step by their part, and the paths that its templates named and the data did not have.</summary>
[GenerateSerializer, Immutable, Alias("notifications.preview-view")]
public sealed record PreviewView(
    [property: Id(0)] IReadOnlyDictionary<string, string> Texts, [property: Id(1)] IReadOnlyList<string> Missing);
