namespace OrleansBackends.Grains.Interfaces.Chat;

[GenerateSerializer, Alias("chat.word-action")]
public enum WordAction
{
    Block,
    Mask,

    /// <summary>Lets it pass and files a report.</summary>
    Flag,
}

/// <summary>A word, or with <c>*</c> at its end the beginning of words; case and width do not matter.</summary>
[GenerateSerializer, Immutable, Alias("chat.word")]
public sealed record WordRule([property: Id(0)] string Pattern, [property: Id(1)] WordAction Action);

[GenerateSerializer, Alias("chat.report-reason")]
public enum ReportReason
{
    Spam,
    Harassment,
    Hate,
    Violence,
    Sexual,
    Illegal,
    Other,

    /// <summary>Filed by the room's own list of words.</summary>
    WordFilter,
}

[GenerateSerializer, Alias("chat.report-action")]
public enum ReportAction
{
    Dismiss,
    Delete,

    /// <summary>Bars the author.</summary>
    Ban,
}

[GenerateSerializer, Immutable, Alias("chat.new-report")]
public sealed record NewReport(
    [property: Id(0)] UserId By, [property: Id(1)] long Seq, [property: Id(2)] ReportReason Reason, [property: Id(3)] string? Note);

/// <summary>A reported message as it was then. By the word filter nobody reports.</summary>
[GenerateSerializer, Immutable, Alias("chat.report")]
public sealed record ReportView
{
    [Id(0)] public long N { get; init; }
    [Id(1)] public long Message { get; init; }
    [Id(2)] public UserId? By { get; init; }
    [Id(3)] public ReportReason Reason { get; init; }
    [Id(4)] public string? Note { get; init; }
    [Id(5)] public UserId? Author { get; init; }
    [Id(6)] public string? Hook { get; init; }
    [Id(7)] public string? Text { get; init; }
    [Id(8)] public DateTimeOffset At { get; init; }
    [Id(9)] public ReportAction? Action { get; init; }
    [Id(10)] public UserId? ResolvedBy { get; init; }
    [Id(11)] public DateTimeOffset? ResolvedAt { get; init; }
}

/// <summary>What somebody did who runs the room, and to whom or what.</summary>
[GenerateSerializer, Immutable, Alias("chat.audit")]
public sealed record AuditView
{
    [Id(0)] public long Seq { get; init; }
    [Id(1)] public DateTimeOffset At { get; init; }
    [Id(2)] public UserId By { get; init; }
    [Id(3)] public required string Act { get; init; }
    [Id(4)] public UserId? User { get; init; }
    [Id(5)] public long? Message { get; init; }
    [Id(6)] public string? Detail { get; init; }
}
