using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Links;

namespace OrleansBackends.WebFrontend.Links.Lists;

public sealed record BulkCreateRequest
{
    public required IReadOnlyList<CreateLinkRequest> Items { get; init; }
}

public enum BulkAction
{
    Archive,
    Restore,
    Delete,
    AddTags,
    RemoveTags,
}

public sealed record BulkActionRequest
{
    public required IReadOnlyList<string> Codes { get; init; }

    public required BulkAction Action { get; init; }

    [MaxLength(LinkLimits.Tags)]
    public IReadOnlyList<string>? Tags { get; init; }
}

public sealed record BulkAnswer(IReadOnlyList<BulkItem> Items);

/// <summary>The outcome of one item, with the status that a call of its own would have had.</summary>
public sealed record BulkItem(int Index, int Status, LinkView? Link, BulkError? Error)
{
    internal static BulkItem Of(int index, int status, Result<LinkView> result) => result.IsOk
        ? new BulkItem(index, status, result.Value, null)
        : new BulkItem(index, ErrorStatus.Of(result.Error.Kind), null, new BulkError(result.Error.Code, result.Error.Message, result.Error.Member));
}

public sealed record BulkError(string Code, string Message, string? Member);
