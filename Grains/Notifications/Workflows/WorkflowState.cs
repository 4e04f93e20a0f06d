using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Notifications.Workflows;

namespace OrleansBackends.Grains.Notifications.Workflows;

/// <summary>The document of a workflow: its draft, and which entry of the journal is published.</summary>
internal sealed record WorkflowState
{
    public const string Name = "notifications.workflow";

    /// <summary>Hashes of the product's files that were published; while versions of the product run side by side, none is published twice.</summary>
    public const int FilesKept = 20;

    public int SchemaVersion { get; init; } = 1;

    /// <summary>Counts changes of the draft.</summary>
    public int Version { get; init; }

    public WorkflowContent? Draft { get; init; }

    /// <summary>Number of the version that new triggers take: an entry of the journal.</summary>
    public int? Published { get; init; }

    /// <summary>The draft as it was published, so that publishing it again makes no version.</summary>
    public int? PublishedDraft { get; init; }

    public ImmutableList<string> Files { get; init; } = [];

    /// <summary>The draft is an administrator's and not the one of the product's file.</summary>
    public bool Edited { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
}
