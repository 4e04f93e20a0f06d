using System.Text.Json;
using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.WebFrontend.Notifications.Workflows;

public sealed record PutWorkflowRequest
{
    /// <summary>May be absent; else the key of the path.</summary>
    public string? Key { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    public required Lane Priority { get; init; }

    public int? TtlSeconds { get; init; }

    public required IReadOnlyList<WorkflowStep> Steps { get; init; }

    internal WorkflowContent ToContent() =>
        new() { Name = Name, Category = Category, Priority = Priority, TtlSeconds = TtlSeconds, Steps = Steps };
}

public sealed record PreviewStepRequest
{
    /// <summary>A step's id.</summary>
    public required string Step { get; init; }

    public string? Locale { get; init; }

    /// <summary>Sample data; absent is empty.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>What templates know of the subscriber; absent is empty.</summary>
    public JsonElement? Subscriber { get; init; }

    internal PreviewRequest ToRequest() => new(Step, Locale, Payload?.GetRawText() ?? "{}", Subscriber?.GetRawText() ?? "{}");
}
