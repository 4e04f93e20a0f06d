using System.Collections.Immutable;
using OrleansBackends.Grains.Interfaces.Notifications.Apps;

namespace OrleansBackends.Grains.Notifications.Apps;

/// <summary>The document of an application; under 256 KB by the bounds of <see cref="AppLimits"/>. A deleted one keeps owner and times.</summary>
internal sealed record NotifyAppState
{
    public const string Name = "notifications.app";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>Counts what the owner can see change, not the writes.</summary>
    public int Version { get; init; }

    /// <summary>Null for <c>product</c>, which belongs to the administrators.</summary>
    public UserId? Owner { get; init; }

    public string Title { get; init; } = "";
    public ImmutableList<AppKey> Keys { get; init; } = [];
    public ProviderSet Providers { get; init; } = new();
    public ImmutableList<AppCategory> Categories { get; init; } = [];
    public ImmutableList<AppEndpoint> Endpoints { get; init; } = [];
    public AppCaps Caps { get; init; } = AppCaps.None;

    /// <summary>Sealed.</summary>
    public string UnsubscribeKey { get; init; } = "";

    /// <summary>The operation that created it, and the hash of its request.</summary>
    public OperationId? Operation { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public ImmutableList<OutboxItem> Outbox { get; init; } = [];
}

/// <summary>A program's key: of the key itself only the hash is known.</summary>
internal sealed record AppKey(string Id, string Hash, DateTimeOffset CreatedAt);

internal static class AppLimits
{
    public const int Apps = 5;
    public const int Keys = 10;
    public const int Categories = 50;
    public const int Endpoints = 100;
    public const int Events = 10;
    public const int Text = 100;
    public const int Description = 200;
    public const int Secret = 8_192;
}
