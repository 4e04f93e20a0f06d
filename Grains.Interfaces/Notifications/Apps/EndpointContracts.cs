namespace OrleansBackends.Grains.Interfaces.Notifications.Apps;

/// <summary>Where an application's webhooks go, as silos need it; secrets are boxes of <see cref="SecretFields.Endpoint"/> holding the text <c>whsec_…</c>.</summary>
[GenerateSerializer, Immutable, Alias("notifications.endpoint")]
public sealed record AppEndpoint
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Url { get; init; }

    /// <summary>Workflow keys, or beginnings of them that end in <c>*</c>; at least one.</summary>
    [Id(2)] public required IReadOnlyList<string> Events { get; init; }
    [Id(3)] public string? Description { get; init; }
    [Id(4)] public required string Secret { get; init; }

    /// <summary>Signs too until <see cref="FormerUntil"/>.</summary>
    [Id(5)] public string? FormerSecret { get; init; }
    [Id(6)] public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>Why nothing is sent there any more; null while it is enabled.</summary>
    [Id(7)] public string? DisabledReason { get; init; }
    [Id(8)] public DateTimeOffset CreatedAt { get; init; }

    public bool Wants(string workflow) => DisabledReason is null && Events.Any(pattern => Matches(pattern, workflow));

    private static bool Matches(string pattern, string workflow) =>
        pattern.EndsWith('*') ? workflow.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == workflow;
}

[GenerateSerializer, Immutable, Alias("notifications.endpoint-view")]
public sealed record EndpointView
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Url { get; init; }
    [Id(2)] public required IReadOnlyList<string> Events { get; init; }
    [Id(3)] public string? Description { get; init; }
    [Id(4)] public string? DisabledReason { get; init; }
    [Id(5)] public DateTimeOffset CreatedAt { get; init; }
}

[GenerateSerializer, Immutable, Alias("notifications.new-endpoint")]
public sealed record NewEndpoint([property: Id(0)] string Url, [property: Id(1)] IReadOnlyList<string> Events, [property: Id(2)] string? Description);

[GenerateSerializer, Immutable, Alias("notifications.endpoint-change")]
public sealed record EndpointChange(
    [property: Id(0)] Optional<string> Url, [property: Id(1)] Optional<IReadOnlyList<string>> Events, [property: Id(2)] Optional<string?> Description);

/// <summary>An endpoint with its secret, shown this once.</summary>
[GenerateSerializer, Immutable, Alias("notifications.endpoint-secret")]
public sealed record EndpointSecret([property: Id(0)] EndpointView Endpoint, [property: Id(1)] string Secret);
