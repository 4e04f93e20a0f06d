using System.Collections.Immutable;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>The document of a user's applications, deleted ones left out.</summary>
internal sealed record NotifyOwnerState
{
    public const string Name = "notifications.owner";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>Keys in the order of their making; at most <see cref="AppLimits.Apps"/>.</summary>
    public ImmutableList<string> Apps { get; init; } = [];
}
