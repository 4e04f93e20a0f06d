using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Moderation;

/// <summary>A report with a copy of the message as it was then.</summary>
internal sealed record ReportEntry
{
    public const string Name = "report";

    /// <summary>Null where the room's list of words reported.</summary>
    public UserId? By { get; init; }

    public long Target { get; init; }
    public ReportReason Reason { get; init; }
    public string? Note { get; init; }
    public UserId? Author { get; init; }
    public string? Hook { get; init; }
    public string? Text { get; init; }
    public DateTimeOffset At { get; init; }
}
