using OrleansBackends.Grains.Interfaces.Notifications;
using OrleansBackends.Grains.Interfaces.Notifications.Lists;
using OrleansBackends.Grains.Interfaces.Notifications.Triggers;
using OrleansBackends.Grains.Notifications.Log;

namespace OrleansBackends.Grains.Notifications.Lists;

/// <summary>A row of any list: where it stands in its order.</summary>
internal abstract class ListRow
{
    public string GrainKey { get; init; } = "";

    public string CreatedAt { get; init; } = "";

    public string Id { get; init; } = "";

    protected static DateTimeOffset? Instant(string? text) => text is null ? null : LogTimes.Read(text);
}

internal sealed class StoredSubscriber : ListRow
{
    public string? FoldedEmail { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Locale { get; init; }

    public string? TimeZone { get; init; }

    public SubscriberRow Show() => new()
    {
        Id = Id, Email = Email, Phone = Phone, Locale = Locale, TimeZone = TimeZone, CreatedAt = LogTimes.Read(CreatedAt),
    };
}

internal sealed class StoredSuppression : ListRow
{
    public string Shown { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? Until { get; init; }

    public SuppressionRow Show() => new(
        Enum.Parse<NotifyChannel>(GrainKey.Split(':')[2], ignoreCase: true), Shown, Reason, Instant(Until), LogTimes.Read(CreatedAt));
}

internal sealed class StoredTrigger : ListRow
{
    public string Workflow { get; init; } = "";

    public string Status { get; init; } = "";

    public string? SendAt { get; init; }

    public string? EndedAt { get; init; }

    public TriggerRow Show() => new()
    {
        TransactionId = Id, Name = Workflow, Status = Word.Parse<TriggerStatus>(Status), CreatedAt = LogTimes.Read(CreatedAt), SendAt = Instant(SendAt),
        EndedAt = Instant(EndedAt),
    };
}

internal sealed class StoredWorkflow : ListRow
{
    public string Name { get; init; } = "";

    public string Category { get; init; } = "";

    public string Priority { get; init; } = "";

    public long Version { get; init; }

    public long? Published { get; init; }

    public string UpdatedAt { get; init; } = "";

    public WorkflowRow Show() => new(
        NotifyKeys.IdOf(GrainKey), Name, Category, Word.Parse<Lane>(Priority), (int)Version, (int?)Published, LogTimes.Read(UpdatedAt));
}
