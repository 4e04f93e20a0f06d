using System.ComponentModel.DataAnnotations;
using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Moderation;

public sealed record ReportMessageRequest
{
    public required ReportReason Reason { get; init; }

    [StringLength(ChatLimits.Note)]
    public string? Note { get; init; }
}

public sealed record ResolveReportRequest
{
    public required ReportAction Action { get; init; }
}

public sealed record SetWordsRequest
{
    /// <summary>The whole list. A pattern is one word, or the beginning of words and a *.</summary>
    [MaxLength(ChatLimits.Words)]
    public required IReadOnlyList<WordRule> Words { get; init; }
}
