using System.Text.Json.Serialization;

namespace OrleansBackends.Grains.Interfaces.Notifications.Workflows;

/// <summary>What a step does: sends over a channel, waits, or collects.</summary>
[GenerateSerializer, Alias("notifications.step-type")]
public enum StepType
{
    Email,
    Inbox,
    Webpush,
    Webhook,
    Sms,
    Fcm,
    Delay,
    Digest,
}

/// <summary>What a workflow says; <see cref="WorkflowVersion"/> once it is published.</summary>
[GenerateSerializer, Immutable, Alias("notifications.workflow-content")]
public sealed record WorkflowContent
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required string Category { get; init; }
    [Id(2)] public required Lane Priority { get; init; }

    /// <summary>How long a message may be on its way; null for the lane's own time.</summary>
    [Id(3)] public int? TtlSeconds { get; init; }

    /// <summary>1 to 20, in order.</summary>
    [Id(4)] public required IReadOnlyList<WorkflowStep> Steps { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.workflow-step")]
public sealed record WorkflowStep
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required StepType Type { get; init; }

    /// <summary>A Liquid expression over payload, subscriber and <c>inbox.read</c>; a step whose expression is false is left out.</summary>
    [Id(2)] public string? When { get; init; }
    [Id(3)] public StepConfig Config { get; init; } = new();

    /// <summary>By locale, then by part (<see cref="TemplateParts"/>): Liquid texts.</summary>
    [Id(4)] public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Templates { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>The locale whose texts serve whoever has none of their own: the one that is configured, English, or the first.</summary>
    [JsonIgnore]
    public string Fallback => Config.DefaultLocale ?? (Templates.ContainsKey("en") ? "en" : Templates.Keys.FirstOrDefault() ?? "en");

    /// <summary>The channel of a step that sends.</summary>
    [JsonIgnore]
    public NotifyChannel? Channel => Type switch
    {
        StepType.Email => NotifyChannel.Email,
        StepType.Inbox => NotifyChannel.Inbox,
        StepType.Webpush => NotifyChannel.Webpush,
        StepType.Webhook => NotifyChannel.Webhook,
        StepType.Sms => NotifyChannel.Sms,
        StepType.Fcm => NotifyChannel.Fcm,
        _ => null,
    };
}

/// <summary>What a step needs besides its texts; each type uses its own members.</summary>
[GenerateSerializer, Immutable, Alias("notifications.step-config")]
public sealed record StepConfig
{
    /// <summary>Of a delay: up to 30 days.</summary>
    [Id(0)] public int? Seconds { get; init; }

    /// <summary>Of a digest: Liquid text; events of one subscriber with the same result are collected together.</summary>
    [Id(1)] public string? Key { get; init; }

    /// <summary>Of a digest: from its first event to its end, 60 to 604,800.</summary>
    [Id(2)] public int? WindowSeconds { get; init; }

    /// <summary>Of a digest: items kept, up to 100; later ones are only counted.</summary>
    [Id(3)] public int? Max { get; init; }

    /// <summary>Of a push: Liquid text; a later push with the same result replaces an earlier one that was not shown yet.</summary>
    [Id(4)] public string? CollapseKey { get; init; }

    /// <summary>The locale used where a subscriber's own has no texts.</summary>
    [Id(5)] public string? DefaultLocale { get; init; }
}

/// <summary>Names of the texts of a step.</summary>
public static class TemplateParts
{
    /// <summary>Of an e-mail.</summary>
    public const string Subject = "subject";

    /// <summary>Of an e-mail; encoded as HTML.</summary>
    public const string Html = "html";

    /// <summary>Of an e-mail and an SMS.</summary>
    public const string Text = "text";

    /// <summary>Of an inbox item and a push.</summary>
    public const string Title = "title";

    /// <summary>Of an inbox item and a push.</summary>
    public const string Body = "body";

    /// <summary>Of an inbox item and a push: where it leads.</summary>
    public const string Link = "link";

    /// <summary>Of an inbox item: up to two buttons, each with its text and where it leads.</summary>
    public const string Action1 = "action1";
    public const string Action1Link = "action1-link";
    public const string Action2 = "action2";
    public const string Action2Link = "action2-link";

    /// <summary>Of a webhook: a JSON value; without it the payload goes as it is.</summary>
    public const string Data = "data";
}

/// <summary>A published workflow; it never changes.</summary>
[GenerateSerializer, Immutable, Alias("notifications.workflow-version")]
public sealed record WorkflowVersion(
    [property: Id(0)] string Key, [property: Id(1)] int Number, [property: Id(2)] DateTimeOffset PublishedAt, [property: Id(3)] WorkflowContent Content)
{
    /// <summary>How long a message is tried before it is given up.</summary>
    [JsonIgnore]
    public TimeSpan Ttl => TimeSpan.FromSeconds(Content.TtlSeconds ?? Content.Priority switch { Lane.Otp => 300, Lane.Transactional => 86_400, _ => 259_200 });

    /// <summary>Whether subscribers decide, collect or render by the payload, so that it must travel to them.</summary>
    [JsonIgnore]
    public bool NeedsPayload => Content.Steps.Any(step => step.When is not null || step.Type is StepType.Inbox or StepType.Digest);

    public WorkflowStep? Step(string id) => Content.Steps.FirstOrDefault(step => step.Id == id);
}

/// <summary>The draft of a workflow and what is published.</summary>
[GenerateSerializer, Immutable, Alias("notifications.workflow-view")]
public sealed record WorkflowView : IVersioned
{
    [Id(0)] public required string Key { get; init; }
    [Id(1)] public int Version { get; init; }
    [Id(2)] public required WorkflowContent Draft { get; init; }

    /// <summary>Number of the latest published version; null before the first.</summary>
    [Id(3)] public int? Published { get; init; }

    /// <summary>Of <c>product</c>: the draft is an administrator's and not the one of the product's files.</summary>
    [Id(4)] public bool Edited { get; init; }
    [Id(5)] public DateTimeOffset UpdatedAt { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.published")]
public sealed record PublishedWorkflow([property: Id(0)] int Version);
