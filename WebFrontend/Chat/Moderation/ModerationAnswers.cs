using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.WebFrontend.Chat.Moderation;

public sealed record ReportedAnswer(long N);

public sealed record WordsAnswer(IReadOnlyList<WordRule> Words);

/// <summary>A reported message as it was then; nobody reports in the name of the room's list of words.</summary>
public sealed record ReportAnswer
{
    public long N { get; init; }
    public long Seq { get; init; }
    public Person? By { get; init; }
    public ReportReason Reason { get; init; }
    public string? Note { get; init; }
    public Author? Author { get; init; }
    public string? Text { get; init; }
    public DateTimeOffset At { get; init; }
    public ReportAction? Action { get; init; }
    public Person? ResolvedBy { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }

    internal static IEnumerable<UserId> People(ReportView report) =>
        new[] { report.By, report.Hook is null ? report.Author : null, report.ResolvedBy }.OfType<UserId>();

    internal static ReportAnswer Of(ReportView report, IReadOnlyDictionary<UserId, Person> people) => new()
    {
        N = report.N,
        Seq = report.Message,
        By = report.By is { } by ? people[by] : null,
        Reason = report.Reason,
        Note = report.Note,
        Author = report.Author is not { } author ? null : report.Hook is { } hook ? Author.OfHook(author, hook) : Author.Of(people[author]),
        Text = report.Text,
        At = report.At,
        Action = report.Action,
        ResolvedBy = report.ResolvedBy is { } end ? people[end] : null,
        ResolvedAt = report.ResolvedAt,
    };
}

/// <summary>Who did what to whom or which message.</summary>
public sealed record AuditAnswer(long Seq, DateTimeOffset At, Person By, string Act, Person? User, long? Message, string? Detail)
{
    internal static IEnumerable<UserId> People(AuditView audit) => audit.User is { } user ? [audit.By, user] : [audit.By];

    internal static AuditAnswer Of(AuditView audit, IReadOnlyDictionary<UserId, Person> people) => new(
        audit.Seq, audit.At, people[audit.By], audit.Act, audit.User is { } user ? people[user] : null, audit.Message, audit.Detail);
}
